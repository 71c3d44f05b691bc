// A desktop without a framework: calls that wait, the call on the line, and Evenkeel's panel beside it.
// `phone` stands for your telephone's own client: replace it, and keep what listens to it.
import { mountPanel } from 'https://evenkeel.example/evenkeel-desktop.js';
import { getTicket, getToken } from './agent-token.js';

/** The `platform` of the connector that brings the audio; by default the name of its protocol. */
const PLATFORM = 'native';

const element = (id) => document.getElementById(id);

/** Your telephone. Here: two calls wait, and whoever is answered is on the line until somebody hangs up. */
class Phone extends EventTarget {
  #waiting = new Map([
    ['call-1', 'Mrs Ada Byron'],
    ['call-2', 'Mr Alan Mathison'],
  ]);
  #current = null;

  get waiting() {
    return [...this.#waiting].map(([callId, caller]) => ({ callId, caller }));
  }

  answer(callId) {
    if (this.#current !== null || !this.#waiting.has(callId)) return;
    this.#current = { callId, caller: this.#waiting.get(callId) };
    this.#waiting.delete(callId);
    this.#say('answered', this.#current);
  }

  hangUp() {
    if (this.#current === null) return;
    const ended = this.#current;
    this.#current = null;
    this.#say('ended', ended);
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** The panel beside the calls: raised when a cue comes, folded again when the agent wants that. */
class Coach {
  #place = element('coach-place');
  #cues = new Set();
  #panel;

  constructor() {
    this.#panel = mountPanel(element('coach'), {
      url: 'https://evenkeel.example/',
      getToken,
      getTicket,
      onCue: ({ id }) => {
        this.#cues.add(id);
        this.#show(true);
        this.#mark();
      },
      onCueEnded: ({ id }) => {
        this.#cues.delete(id);
        this.#mark();
      },
    });
    element('fold').addEventListener('click', () => this.#show(this.isFolded));
    window.addEventListener('pagehide', () => this.#panel.remove());
  }

  get isFolded() {
    return this.#place.classList.contains('folded');
  }

  answered(callId) {
    this.#panel.call(PLATFORM, callId);
  }

  ended(callId) {
    this.#panel.callEnded(PLATFORM, callId);
  }

  speak(language) {
    this.#panel.speak(language);
  }

  #show(open) {
    this.#place.classList.toggle('folded', !open);
    element('fold').setAttribute('aria-expanded', String(open));
  }

  #mark() {
    this.#place.classList.toggle('has-cue', this.#cues.size > 0);
  }
}

/** What the agent sees of the telephone itself. */
class CallList {
  #phone;

  constructor(phone) {
    this.#phone = phone;
    element('hang-up').addEventListener('click', () => phone.hangUp());
    this.draw(null);
  }

  draw(current) {
    element('current').textContent = current === null ? 'No call.' : current.caller;
    element('hang-up').disabled = current === null;
    const rows = this.#phone.waiting.map(({ callId, caller }) => {
      const row = document.createElement('li');
      const answer = document.createElement('button');
      answer.type = 'button';
      answer.textContent = 'Answer';
      answer.setAttribute('aria-label', `Answer ${caller}`);
      answer.disabled = current !== null;
      answer.addEventListener('click', () => this.#phone.answer(callId));
      row.append(caller, answer);
      return row;
    });
    element('waiting').replaceChildren(...rows);
  }
}

const phone = new Phone();
const coach = new Coach();
const calls = new CallList(phone);

phone.addEventListener('answered', ({ detail }) => {
  calls.draw(detail);
  coach.answered(detail.callId);
});
phone.addEventListener('ended', ({ detail }) => {
  calls.draw(null);
  coach.ended(detail.callId);
});

let language = 'en';
element('language').addEventListener('click', () => {
  language = language === 'en' ? 'zh-CN' : 'en';
  element('language').textContent = language === 'en' ? '中文' : 'English';
  coach.speak(language);
});
