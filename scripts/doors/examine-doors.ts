import { relative } from 'node:path';
import ts from 'typescript';

/** Files that may look an object up by open text, and why nothing from outside gets there. */
const OWN_NAMES: ReadonlyMap<string, string> = new Map([
  ['src/own-field.ts', 'asks Object.hasOwn first'],
  ['src/core/features/kernels/kernel-memory.ts', 'names of our own binary'],
  [
    'src/config/load-config.ts',
    'paths of our own settings; what a file adds besides is refused by the schema',
  ],
]);

/** What makes an emitter that ends the process when it fails and nobody listens. */
const EMITTERS = new Set([
  'Pool',
  'Redis',
  'WebSocket',
  'Worker',
  'createReadStream',
  'createServer',
  'createWriteStream',
  'spawn',
]);

/** What one place alone may do: everything that accepts a socket goes through it. */
const ONE_PLACE: ReadonlyMap<string, string> = new Map([
  ['WebSocketServer', 'src/http/web-socket-door.ts'],
  ['upgrade', 'src/http/upgrade-gate.ts'],
]);

/** What fields that name somebody or something are called; see src/identifier.ts. */
const NAMING = new Set([
  ...['tenant', 'tenantId', 'platform', 'callId', 'call', 'agentId', 'agent', 'sub', 'team', 'teamId'],
  ...['shiftId', 'cueId', 'offerId', 'connectionId', 'userName', 'displayName', 'externalId'],
]);
/** Rooms that read what people run by hand, and pages. */
const OTHER_NAMES = /^src\/(lab|web)\//;

/**
 * Looks through a TypeScript project for ways in which outside text or a failing socket could do harm: tables looked
 * up by open text, emitters made without an error listener beside them, sockets accepted beside the one door, names
 * that are taken as any text.
 * Returns a sentence for each.
 */
export function examineDoors(configFile: string, root: string): readonly string[] {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  const config = ts.getParsedCommandLineOfConfigFile(configFile, {}, host);
  if (config === undefined) throw new Error(`${configFile} cannot be read.`);
  const program = ts.createProgram(config.fileNames, { ...config.options, noEmit: true });
  const checker = program.getTypeChecker();
  const found: string[] = [];
  for (const file of program.getSourceFiles()) {
    const path = relative(root, file.fileName);
    if (file.isDeclarationFile || !path.startsWith('src/')) continue;
    const visit = (node: ts.Node): void => {
      const fault = OWN_NAMES.has(path) ? null : openLookUp(node, checker);
      for (const why of [fault, unguarded(node, path), secondDoor(node, path), anyName(node, path)])
        if (why !== null) found.push(`${path}:${lineOf(node, file)}: ${why}`);
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

function openLookUp(node: ts.Node, checker: ts.TypeChecker): string | null {
  if (ts.isElementAccessExpression(node) && isOpen(checker.getTypeAtLocation(node.argumentExpression)))
    return `${shown(node)} finds what every object inherits; use ownField or a Map`;
  const isIn = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword;
  if (isIn && !ts.isStringLiteral(node.left))
    return `${shown(node)} finds what every object inherits; use Object.hasOwn or a Map`;
  return null;
}

/** Text that is not one of a few known words. */
function isOpen(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some(isOpen);
  const open = ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral | ts.TypeFlags.Any | ts.TypeFlags.Unknown;
  return (type.flags & open) !== 0;
}

function unguarded(node: ts.Node, path: string): string | null {
  const made = madeBy(node);
  // A browser's sockets are no emitters: what nobody hears does no harm there.
  if (made === null || !EMITTERS.has(made) || path.startsWith('src/web/')) return null;
  const around = ts.findAncestor(node, ts.isFunctionLike)?.getText() ?? node.getSourceFile().getText();
  return /\.on(ce)?\('error'/.test(around) ? null : `${made} is made without an error listener beside it`;
}

function secondDoor(node: ts.Node, path: string): string | null {
  const made = madeBy(node);
  const isOn = ts.isCallExpression(node) && /\.on(ce)?$/.test(node.expression.getText());
  const first = isOn ? node.arguments[0] : undefined;
  const event = first !== undefined && ts.isStringLiteral(first) ? first.text : null;
  for (const name of [made, event]) {
    const place = name === null ? undefined : ONE_PLACE.get(name);
    if (place !== undefined && place !== path) return `sockets are accepted in ${place} alone`;
  }
  return null;
}

/** A schema that takes any text for a name: U+0000 in it is a fault of the database later. */
function anyName(node: ts.Node, path: string): string | null {
  if (!ts.isPropertyAssignment(node) || OTHER_NAMES.test(path)) return null;
  if (!NAMING.has(node.name.getText()) || !/^z\s*\.string\(/.test(node.initializer.getText())) return null;
  return `${shown(node)} takes any text for a name; use identifier`;
}

function madeBy(node: ts.Node): string | null {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return null;
  const { expression } = node;
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.expression)
    ? expression.name.text
    : null;
}

function shown(node: ts.Node): string {
  return node.getText().replace(/\s+/g, ' ').slice(0, 60);
}

function lineOf(node: ts.Node, file: ts.SourceFile): number {
  return file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
}
