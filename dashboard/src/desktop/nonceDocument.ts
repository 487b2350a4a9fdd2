import { cspNonce } from '../cspNonce';

/** The document, but for the style elements it creates: they carry the nonce that the page's policy asks for. */
export function nonceDocument(): Document {
  return new Proxy(document, {
    get(target, name) {
      if (name === 'createElement') {
        return (tag: string) => {
          const element = target.createElement(tag);
          const nonce = cspNonce();
          if (tag === 'style' && nonce !== undefined) {
            element.setAttribute('nonce', nonce);
          }
          return element;
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
