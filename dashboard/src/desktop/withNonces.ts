import { cspNonce } from '../cspNonce';

/**
 * Does {@link work}, in which every style element that is created carries the nonce that the page's policy asks for: xterm.js
 * styles itself by such elements and knows of no nonce.
 */
export function withNonces(work: () => void): void {
  const nonce = cspNonce();
  if (nonce === undefined) {
    work();
    return;
  }
  // Looked up by name, for the types mark its older overloads as deprecated, and with them all.
  const create = Reflect.get(document, 'createElement').bind(document) as (
    tag: string,
    options?: unknown,
  ) => HTMLElement;
  const creating = (tag: string, options?: unknown) => {
    const element = create(tag, options);
    if (tag === 'style') {
      element.setAttribute('nonce', nonce);
    }
    return element;
  };
  Reflect.set(document, 'createElement', creating);
  try {
    work();
  } finally {
    Reflect.deleteProperty(document, 'createElement'); // Its prototype has the original.
  }
}
