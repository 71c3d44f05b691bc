/** One thing that was looked at, and in plain words how it is. */
export type Finding = {
  readonly level: 'good' | 'remark' | 'bad';
  /** What was looked at: `address`, `clock`, `handshake`, `line` … */
  readonly about: string;
  readonly says: string;
};

export const good = (about: string, says: string): Finding => ({ level: 'good', about, says });
export const remark = (about: string, says: string): Finding => ({ level: 'remark', about, says });
export const bad = (about: string, says: string): Finding => ({ level: 'bad', about, says });
