// SPDX-License-Identifier: EUPL-1.2
// Hash routes. The hash holds dates, codes and opaque ids only: never a name.
export type Params = Record<string, string>;

// The parameters of `path` if it fits `pattern` ("/famiglie/:id", a trailing "?" makes it optional).
export function match(pattern: string, path: string): Params | undefined {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  const params: Params = {};
  if (given.length > wanted.length) return undefined;
  for (const [i, part] of wanted.entries()) {
    const value = given[i];
    if (part.startsWith(':')) {
      const name = part.replace(/[:?]/g, '');
      if (value === undefined) {
        if (!part.endsWith('?')) return undefined;
      } else params[name] = decodeURIComponent(value);
    } else if (part !== value) return undefined;
  }
  return params;
}

export function href(path: string, query: Record<string, string | number | undefined> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const tail = given.length ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : '';
  return `#${path}${tail}`;
}

class Router {
  path = $state('/');
  query = $state.raw(new URLSearchParams());
  // What was searched in the header: in memory, because an address never holds a name.
  searched = $state('');
  // The family on the screen, for the dialog that logs an intervention.
  context = $state.raw<{ case_id: string; family_name: string } | undefined>(undefined);

  constructor() {
    this.read();
    window.addEventListener('hashchange', () => this.read());
  }
  private read(): void {
    const [path = '/', query = ''] = window.location.hash.replace(/^#/, '').split('?');
    this.path = path || '/';
    this.query = new URLSearchParams(query);
  }
  go(path: string, query: Record<string, string | number | undefined> = {}): void {
    window.location.hash = href(path, query);
  }
  // Same page, other dates: no new step in the history, no move of focus.
  replace(path: string, query: Record<string, string | number | undefined> = {}): void {
    window.history.replaceState(null, '', href(path, query));
    this.read();
  }
}
export const router = new Router();
