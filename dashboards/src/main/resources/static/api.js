// Asking the server. Whatever goes wrong comes out as an error whose message a person can read.
import { t } from './prefs.js';
import { texts } from './texts.js';

async function failure(response) {
  const body = await response.json().catch(() => ({}));
  const message = body.message ?? t('answered', response.status);
  return new Error(body.code in texts.en ? t(body.code, message) : message);
}

/** The answer to a request, if it is a good one. */
export async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (options?.signal?.aborted) throw error;
    throw new Error(t('noAnswer', error.message));
  }
  if (!response.ok) throw await failure(response);
  return response;
}

/** The answer's JSON. */
export const askJson = async (path, options) => (await ask(path, options)).json();

/** Options to send JSON. */
export const post = body => ({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
