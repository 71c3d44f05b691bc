import { z } from 'zod';

/** From now on schemas say in Chinese what is wrong with a value. */
export function schemasInChinese(): void {
  z.config(z.locales.zhCN());
}
