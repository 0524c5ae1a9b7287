// The statements that a user has run, newest first; kept in this browser only.
const MAX = 50;

export class History {
  #key;

  constructor(user) {
    this.#key = `settle.history.${user}`;
  }

  all() {
    return JSON.parse(localStorage.getItem(this.#key) ?? '[]');
  }

  add(statement) {
    const others = this.all().filter(other => other !== statement);
    localStorage.setItem(this.#key, JSON.stringify([statement, ...others].slice(0, MAX)));
  }

  clear() {
    localStorage.removeItem(this.#key);
  }
}
