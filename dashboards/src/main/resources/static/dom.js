// Making elements; text always goes in as text, never as markup.

/** An element with properties, attributes (those with a hyphen, and role), listeners (onX) and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (name.includes('-') || name === 'role' || name === 'for' || name === 'list') element.setAttribute(name, value);
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element[name] = value;
  }
  element.append(...children.filter(child => child !== null));
  return element;
}

/** Tells people who cannot see the page what has happened on it. */
export function announce(message) {
  document.getElementById('status').textContent = message;
}
