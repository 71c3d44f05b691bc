import type { ErrorCode } from '../../errors.js';
import type { ErrorBody } from '../../http/error-handler.js';

/** An error as RFC 7644 section 3.12 has it, with our own stable code besides. */
export type ScimError = {
  readonly schemas: readonly string[];
  readonly status: string;
  readonly scimType?: string;
  readonly detail: string;
  readonly code: ErrorCode;
};

const TYPES: Partial<Record<ErrorCode, string>> = {
  'people.exists': 'uniqueness',
  'people.filter-invalid': 'invalidFilter',
  'people.path-invalid': 'invalidPath',
  'people.no-target': 'noTarget',
  'people.value-invalid': 'invalidValue',
  'people.name-fixed': 'mutability',
  'http.body-invalid': 'invalidSyntax',
};

export function scimError({ code, message }: ErrorBody, status: number): ScimError {
  const scimType = TYPES[code];
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail: message,
    code,
  };
}
