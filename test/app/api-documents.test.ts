import { readFileSync } from 'node:fs';
import specs from '@asyncapi/specs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asyncApiDocument } from '../../scripts/reference/async-api-document.js';
import { VERSION } from '../../src/app/package-root.js';
import { cueFeedSchema } from '../../src/delivery/cue-feed-schema.js';
import { desktopActions } from '../../src/delivery/desktop-message.js';
import { NATIVE_MESSAGE_TYPES, nativeAnswerSchema } from '../../src/ingest/adapters/native-messages.js';
import { type RunningApp, startApp } from '../support/running-app.js';

describe('the OpenAPI document', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it('is valid by the schema of OpenAPI 3.1', async () => {
    const document = (await (await fetch(`${app.url}/openapi.json`)).json()) as Record<string, unknown>;
    const validator = new Validator();
    const { valid, errors } = await validator.validate(document);
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
    expect((await validator.validate({ ...document, paths: { '/': { get: { responses: 1 } } } })).valid).toBe(
      false,
    );
  });
});

describe('the AsyncAPI document', () => {
  const document = JSON.parse(readFileSync('docs/schemas/asyncapi.json', 'utf8')) as {
    channels: Record<string, { messages: Record<string, object> }>;
  };
  const messagesOf = (channel: string) => Object.keys(document.channels[channel]!.messages).sort();
  const typesOf = (side: string, options: readonly { shape: { type: { value: string } } }[]) =>
    options.map(({ shape }) => `${side}.${shape.type.value}`);

  it('is valid by the schema of AsyncAPI 3.0', () => {
    const schema = specs.schemasWithoutId['3.0.0'] as object;
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ ...document, channels: { broken: { address: 1 } } })).toBe(false);
  });

  it('is made from the schemas that read and write the messages, and is not stale', () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(asyncApiDocument(VERSION))));
    expect(messagesOf('nativeAudio')).toEqual(
      [
        ...NATIVE_MESSAGE_TYPES.map((type) => `receive.${type}`),
        ...typesOf('send', nativeAnswerSchema.options),
      ].sort(),
    );
    expect(messagesOf('cueSocket')).toEqual(
      [
        'receive.token',
        ...typesOf('receive', desktopActions.options),
        ...typesOf('send', cueFeedSchema.options as never),
      ].sort(),
    );
  });
});
