import { asteriskTelephone } from './platforms/asterisk-telephone.js';
import { audiohookTelephone } from './platforms/audiohook-telephone.js';
import { bandwidthTelephone } from './platforms/bandwidth-telephone.js';
import { exotelTelephone } from './platforms/exotel-telephone.js';
import { freeswitchTelephone, jambonzTelephone } from './platforms/jambonz-telephone.js';
import { nativeTelephone } from './platforms/native-telephone.js';
import { plivoTelephone } from './platforms/plivo-telephone.js';
import { ringcxTelephone } from './platforms/ringcx-telephone.js';
import { telnyxTelephone } from './platforms/telnyx-telephone.js';
import { TWILIO_CLONES } from './platforms/twilio-clones.js';
import { twilioTelephone } from './platforms/twilio-telephone.js';
import { vonageTelephone } from './platforms/vonage-telephone.js';
import type { Telephone } from './telephone.js';

/** Every platform that can be simulated: a row here and a file beside it. */
export const TELEPHONES: readonly Telephone[] = [
  nativeTelephone,
  audiohookTelephone,
  twilioTelephone,
  telnyxTelephone,
  plivoTelephone,
  ...TWILIO_CLONES,
  bandwidthTelephone,
  exotelTelephone,
  ringcxTelephone,
  jambonzTelephone,
  freeswitchTelephone,
  asteriskTelephone,
  vonageTelephone,
];
