const CLASSES = ["ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789"] as const;
const ALPHABET = CLASSES.join("");
const LENGTH = 32;

/**
 * A new password: 32 characters of [A-Za-z0-9], each class at least once (about 190 bits), safe in every URL, shell and
 * file. It never holds the role's name, which `passwordcheck` refuses. Uniform among all such passwords: drawn whole,
 * and drawn again in the few cases that break a rule. WebCrypto only.
 */
export function newPassword(roleName = ""): string {
  for (;;) {
    const password = Array.from({ length: LENGTH }, () => ALPHABET[uniform(ALPHABET.length)]).join("");
    if (holdsEveryClass(password) && !holdsName(password, roleName)) return password;
  }
}

function holdsEveryClass(password: string): boolean {
  return CLASSES.every((letters) => [...password].some((letter) => letters.includes(letter)));
}

/** Case is ignored, though passwordcheck's own comparison does not: some hosts' does. One letter cannot be avoided. */
function holdsName(password: string, roleName: string): boolean {
  return roleName.length >= 3 && password.toLowerCase().includes(roleName.toLowerCase());
}

/**
 * A whole number below `limit`, free of rejection: 48 random bits scaled down. The bias is below limit / 2^48, one part
 * in 10^12 for our alphabet.
 */
function uniform(limit: number): number {
  const words = crypto.getRandomValues(new Uint16Array(3));
  const bits = words.reduce((whole, word) => whole * 65_536 + word, 0);
  return Math.floor((bits / 2 ** 48) * limit);
}
