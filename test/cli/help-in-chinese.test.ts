import type { EventEmitter } from 'node:events';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/build-program.js';
import { speak } from '../../src/cli/output/cli-language.js';
import { HELP_AFTER } from '../../src/i18n/cli/help-after.js';
import { evenkeel } from '../support/command-line.js';

/** Words of a shell, values to choose from, names: what stays in Latin letters in a line that says nothing else. */
const CODE = /^(?:\s{2,}(?:\$ |--|[a-z_]+,|[a-z]+: |textgrid|elan).*|)$/;

describe('help in Chinese', () => {
  let all: readonly (readonly [path: string, command: Command])[] = [];
  beforeAll(async () => {
    speak('zh-CN');
    all = below(await buildProgram('completion'), '');
    // Loads every command there is.
  }, 180_000);
  afterAll(() => speak('en'));

  function below(command: Command, path: string): readonly (readonly [string, Command])[] {
    return [
      [path, command],
      ...command.commands.flatMap((one) => below(one, `${path} ${one.name()}`.trim())),
    ];
  }

  it('says in Chinese what every command, argument and option is for', () => {
    expect(all.length).toBeGreaterThan(25);
    const left = all.flatMap(([path, command]) =>
      [
        command.description(),
        ...(command.parent?.parent === null ? [command.summary()] : []),
        ...command.registeredArguments.map(({ description }) => description),
        ...command.options.map(({ description }) => description),
      ]
        .filter((text) => !/\p{Script=Han}/u.test(text) && !/^[a-z, -]+(?:、[a-z]+)*$/.test(text))
        .map((text) => `${path}: ${text}`),
    );
    expect(left).toEqual([]);
  });

  it('explains below the options in Chinese whatever it explains in English', async () => {
    speak('en');
    const english = below(await buildProgram('completion'), '');
    speak('zh-CN');
    const explained = english.filter(
      ([, command]) => (command as unknown as EventEmitter).listenerCount('afterHelp') > 0,
    );
    expect(explained.map(([path]) => path).filter((path) => !HELP_AFTER.has(path))).toEqual([]);
    const left = [...HELP_AFTER.values()].flatMap((text) =>
      text
        .replaceAll('\\\n', '')
        .split('\n')
        .filter((line) => !CODE.test(line) && !/\p{Script=Han}/u.test(line)),
    );
    expect(left).toEqual([]);
  });

  it('is what a person sees, from the title to the last line', async () => {
    const { out } = await evenkeel(['--language', 'zh', 'init', '--help'], {});
    expect(out).toMatch(/^用法： evenkeel init \[选项\]/);
    expect(out).toContain('选项：');
    expect(out).toContain('(可选：');
    expect(out).toContain('默认：');
    expect(out).not.toMatch(/Usage|Options|Examples|default:|choices:/);
    const list = (await evenkeel(['--language', 'zh', '--help'], {})).out;
    expect(list).toContain('先看看：');
    expect(list).toContain('退出状态');
    expect(list).not.toMatch(/Usage|Options|Commands|See it/);
  }, 180_000);
});
