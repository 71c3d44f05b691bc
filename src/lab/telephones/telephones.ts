import { asteriskTelephone } from './asterisk-telephone.js';
import { audiohookTelephone } from './audiohook-telephone.js';
import { bandwidthTelephone } from './bandwidth-telephone.js';
import { exotelTelephone } from './exotel-telephone.js';
import { freeswitchTelephone, jambonzTelephone } from './jambonz-telephone.js';
import { nativeTelephone } from './native-telephone.js';
import { plivoTelephone } from './plivo-telephone.js';
import { ringcxTelephone } from './ringcx-telephone.js';
import type { Telephone } from './telephone.js';
import { telnyxTelephone } from './telnyx-telephone.js';
import { TWILIO_CLONES } from './twilio-clones.js';
import { twilioTelephone } from './twilio-telephone.js';
import { vonageTelephone } from './vonage-telephone.js';

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
