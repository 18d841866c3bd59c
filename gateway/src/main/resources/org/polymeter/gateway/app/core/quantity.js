/** What quantities are called in plain words. */
import {t, has} from './text.js';

/** The name of `energy_import_t1_kwh` in words; the name itself if there are none. */
export function quantityName(name) {
  const key = `quantity.${name}`;
  return has(key) ? t(key) : name;
}
