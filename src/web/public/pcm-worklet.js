/** Posts what the audio graph brings, as PCM16 in blocks of about 20 ms; two channels are interleaved. */
class Pcm16Sender extends AudioWorkletProcessor {
  constructor({ processorOptions }) {
    super();
    this.channels = processorOptions.channels;
    this.block = new Int16Array(Math.round(sampleRate / 50) * this.channels);
    this.filled = 0;
  }

  process([input]) {
    const length = input[0]?.length ?? 0;
    for (let at = 0; at < length; at++) {
      for (let channel = 0; channel < this.channels; channel++) {
        const sample = (input[channel] ?? input[0])[at];
        this.block[this.filled] = Math.max(-1, Math.min(1, sample)) * 32767;
        this.filled += 1;
      }
      if (this.filled === this.block.length) {
        this.port.postMessage(this.block.slice().buffer);
        this.filled = 0;
      }
    }
    return true;
  }
}
registerProcessor('pcm16-sender', Pcm16Sender);
