import { asteriskTelephone } from './asterisk-telephone.js';
import { audiohookTelephone } from './audiohook-telephone.js';
import { jambonzTelephone } from './jambonz-telephone.js';
import { nativeTelephone } from './native-telephone.js';
import { plivoTelephone } from './plivo-telephone.js';
import type { Telephone } from './telephone.js';
import { telnyxTelephone } from './telnyx-telephone.js';
import { twilioTelephone } from './twilio-telephone.js';
import { vonageTelephone } from './vonage-telephone.js';

/** Every platform that can be simulated: a row here and a file beside it. */
export const TELEPHONES: readonly Telephone[] = [
  nativeTelephone,
  audiohookTelephone,
  twilioTelephone,
  telnyxTelephone,
  plivoTelephone,
  jambonzTelephone,
  asteriskTelephone,
  vonageTelephone,
];
