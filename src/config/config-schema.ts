import { z } from 'zod';
import { authSection } from './sections/auth-section.js';
import { callsSection } from './sections/calls-section.js';
import { coachingSection } from './sections/coaching-section.js';
import { connectorsSection } from './sections/connectors-section.js';
import { desktopSection } from './sections/desktop-section.js';
import { ingestSection } from './sections/ingest-section.js';
import { modelSection } from './sections/model-section.js';
import { serverSection } from './sections/server-section.js';
import { signInSection } from './sections/sign-in-section.js';
import { storageSection } from './sections/storage-section.js';
import { telemetrySection } from './sections/telemetry-section.js';
import { wellbeingSection } from './sections/wellbeing-section.js';

/** Every setting: type, unit, default and one sentence. An unknown key is an error. A section is one file. */
export const configSchema = z.strictObject({
  auth: authSection,
  coaching: coachingSection,
  calls: callsSection,
  connectors: connectorsSection,
  ingest: ingestSection,
  desktop: desktopSection,
  model: modelSection,
  server: serverSection,
  signIn: signInSection,
  storage: storageSection,
  telemetry: telemetrySection,
  wellbeing: wellbeingSection,
});

export type Config = z.infer<typeof configSchema>;
