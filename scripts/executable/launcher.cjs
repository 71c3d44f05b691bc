/**
 * First code of the single executable. Unpacks the program that it carries into the user's own folder, once for each
 * build, and starts it from there: native libraries can only be loaded from files. Without arguments: `serve --desktop`.
 */
const { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { homedir } = require('node:os');
const { dirname, join } = require('node:path');
const { getAsset, getRawAsset } = require('node:sea');
const { gunzipSync } = require('node:zlib');

/** Beside the records of the desktop mode: XDG on Linux, Application Support on macOS, LocalAppData on Windows. */
function userFolder() {
  const home = homedir();
  if (process.platform === 'win32')
    return join(process.env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Evenkeel');
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'Evenkeel');
  return join(process.env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'evenkeel');
}

/** All or nothing: a start that is cut short leaves a folder that nobody uses. */
function unpack(files, folder) {
  const unfinished = `${folder}.${process.pid}`;
  const bytes = gunzipSync(new Uint8Array(getRawAsset('files')));
  let at = 0;
  for (const { path, size } of files) {
    const file = join(unfinished, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, bytes.subarray(at, at + size), { mode: 0o600 });
    at += size;
  }
  chmodSync(unfinished, 0o700);
  try {
    renameSync(unfinished, folder);
  } catch (cause) {
    // Two starts at the same moment: the other one was first.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw cause;
  }
}

const { build, files } = JSON.parse(getAsset('index', 'utf8'));
const folder = join(userFolder(), 'program', build);
if (!existsSync(folder)) unpack(files, folder);
if (process.argv.length === 2) process.argv.push('serve', '--desktop');
createRequire(join(folder, 'package.json'))('./start.cjs');
