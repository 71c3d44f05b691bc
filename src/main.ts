import { serve } from './app/serve.js';
import { loadConfig } from './config/load-config.js';

await serve(() => loadConfig({ file: process.env.EVENKEEL_CONFIG, env: process.env }));
