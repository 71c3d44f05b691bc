// The body of a Flex plugin: call `start(flex, manager)` from its `init(flex, manager)`.
import { mountPanel } from 'https://evenkeel.example/evenkeel-desktop.js';
import { getTicket, getToken } from './agent-token.js';

const PLATFORM = 'twilio';

export function start(flex, place) {
  const panel = mountPanel(place, { url: 'https://evenkeel.example/', getToken, getTicket });
  const callOf = (task) => task.attributes.call_sid;
  flex.Actions.addListener('afterAcceptTask', ({ task }) => {
    if (callOf(task) !== undefined) panel.call(PLATFORM, callOf(task));
  });
  for (const action of ['afterHangupCall', 'afterCompleteTask']) {
    flex.Actions.addListener(action, ({ task }) => {
      if (callOf(task) !== undefined) panel.callEnded(PLATFORM, callOf(task));
    });
  }
  return panel;
}

start(window.Twilio.Flex, document.querySelector('#coach'));
