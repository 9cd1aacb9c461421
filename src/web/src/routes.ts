// SPDX-License-Identifier: EUPL-1.2
// The pages, who may open them, and the section each belongs to. Every page is a chunk of its own.
import type { Role } from './api/types';
import { match, type Params } from './lib/router.svelte';

export type NavKey = 'today' | 'families' | 'leps' | 'caseload' | 'audit' | 'integrity' | 'operators' | 'views' | 'tariffs' | 'rankings' | 'accounts';
export type Route = { pattern: string; nav: NavKey | undefined; roles: Role[]; open?: boolean; keyed?: string; load: () => Promise<unknown> };

const worker: Role[] = ['social_worker', 'head'];
const board: Role[] = ['head', 'manager', 'auditor'];
const everybody: Role[] = ['social_worker', 'head', 'manager', 'auditor', 'administrator'];

export const routes: Route[] = [
  { pattern: '/oggi', nav: 'today', roles: worker, load: () => import('./pages/lavoro/Today.svelte') },
  { pattern: '/famiglie', nav: 'families', roles: worker, load: () => import('./pages/lavoro/Families.svelte') },
  { pattern: '/famiglie/:id', nav: 'families', roles: worker, keyed: 'id', load: () => import('./pages/lavoro/Family.svelte') },
  { pattern: '/famiglie/:id/effetti', nav: 'families', roles: ['social_worker', 'head', 'auditor'], keyed: 'id', load: () => import('./pages/lavoro/Effects.svelte') },
  { pattern: '/famiglie/:id/domande/:service', nav: 'families', roles: worker, keyed: 'service', load: () => import('./pages/lavoro/Assess.svelte') },
  { pattern: '/effetti', nav: 'caseload', roles: ['head'], load: () => import('./pages/governo/EffectsList.svelte') },
  { pattern: '/quote/:id', nav: 'families', roles: ['social_worker', 'head', 'auditor'], keyed: 'id', load: () => import('./pages/lavoro/Fee.svelte') },
  { pattern: '/carichi', nav: 'caseload', roles: board, load: () => import('./pages/governo/Caseload.svelte') },
  { pattern: '/carichi/elenco', nav: 'caseload', roles: board, load: () => import('./pages/governo/CaseloadList.svelte') },
  { pattern: '/contabilita', nav: 'accounts', roles: ['head'], load: () => import('./pages/governo/Accounts.svelte') },
  { pattern: '/leps/:code?', nav: 'leps', roles: board, load: () => import('./pages/governo/Leps.svelte') },
  { pattern: '/tariffe', nav: 'tariffs', roles: board, load: () => import('./pages/governo/Tariffs.svelte') },
  { pattern: '/simulazioni', nav: 'tariffs', roles: ['head', 'manager'], load: () => import('./pages/governo/Simulations.svelte') },
  { pattern: '/graduatorie', nav: 'rankings', roles: board, load: () => import('./pages/governo/Rankings.svelte') },
  { pattern: '/graduatorie/criteri', nav: 'rankings', roles: ['head', 'manager'], load: () => import('./pages/governo/NewCriteria.svelte') },
  { pattern: '/graduatorie/:id', nav: 'rankings', roles: board, keyed: 'id', load: () => import('./pages/governo/Ranking.svelte') },
  { pattern: '/graduatorie/:id/lettera/:service', nav: 'rankings', roles: ['head'], keyed: 'service', load: () => import('./pages/governo/RankingLetter.svelte') },
  { pattern: '/regolamenti', nav: 'tariffs', roles: ['head', 'manager'], load: () => import('./pages/regolamenti/Regulations.svelte') },
  { pattern: '/regolamenti/nuovo', nav: 'tariffs', roles: ['head', 'manager'], load: () => import('./pages/regolamenti/NewRegulation.svelte') },
  { pattern: '/regolamenti/:id', nav: 'tariffs', roles: ['head', 'manager'], keyed: 'id', load: () => import('./pages/regolamenti/Regulation.svelte') },
  { pattern: '/caso', nav: 'audit', roles: ['auditor'], load: () => import('./pages/controllo/Cases.svelte') },
  { pattern: '/caso/:id', nav: 'audit', roles: ['auditor', 'head', 'social_worker'], keyed: 'id', load: () => import('./pages/controllo/CaseAtDate.svelte') },
  { pattern: '/integrita', nav: 'integrity', roles: ['auditor', 'head', 'administrator'], load: () => import('./pages/controllo/Integrity.svelte') },
  { pattern: '/utenti', nav: 'operators', roles: ['administrator'], load: () => import('./pages/amministrazione/Operators.svelte') },
  { pattern: '/viste', nav: 'views', roles: ['administrator', 'manager', 'head', 'auditor'], load: () => import('./pages/amministrazione/Views.svelte') },
  { pattern: '/accessibilita', nav: undefined, roles: everybody, open: true, load: () => import('./pages/common/Accessibility.svelte') },
  { pattern: '/privacy', nav: undefined, roles: everybody, open: true, load: () => import('./pages/common/Privacy.svelte') },
];
const missing: Route = { pattern: '', nav: undefined, roles: everybody, load: () => import('./pages/common/NotFound.svelte') };

export type Section = { key: NavKey; path: string; letter: string };
const section: Record<NavKey, Section> = {
  today: { key: 'today', path: '/oggi', letter: 'o' },
  families: { key: 'families', path: '/famiglie', letter: 'f' },
  leps: { key: 'leps', path: '/leps', letter: 'l' },
  caseload: { key: 'caseload', path: '/carichi', letter: 'c' },
  tariffs: { key: 'tariffs', path: '/tariffe', letter: 't' },
  rankings: { key: 'rankings', path: '/graduatorie', letter: 'r' },
  accounts: { key: 'accounts', path: '/contabilita', letter: 'q' },
  audit: { key: 'audit', path: '/caso', letter: 'd' },
  integrity: { key: 'integrity', path: '/integrita', letter: 'i' },
  operators: { key: 'operators', path: '/utenti', letter: 'u' },
  views: { key: 'views', path: '/viste', letter: 'v' },
};
const sections: Record<Role, NavKey[]> = {
  social_worker: ['today', 'families'],
  head: ['today', 'families', 'leps', 'caseload', 'tariffs', 'accounts', 'rankings', 'integrity'],
  manager: ['leps', 'caseload', 'tariffs', 'rankings', 'views'],
  auditor: ['audit', 'integrity', 'leps', 'caseload', 'tariffs', 'rankings', 'views'],
  administrator: ['operators', 'views', 'integrity'],
};
export function sectionsOf(role: Role | undefined): Section[] {
  return role ? sections[role].map((key) => section[key]) : [];
}
export function homeOf(role: Role | undefined): string {
  return sectionsOf(role)[0]?.path ?? '/';
}

// The page of a path for a role. A page of another role is not found: its existence is no news.
export function find(path: string, role: Role | undefined): { route: Route; params: Params; key: string } {
  const wanted = path === '/' ? homeOf(role) : path;
  for (const route of routes) {
    const params = match(route.pattern, wanted);
    if (!params || !(route.open || (role && route.roles.includes(role)))) continue;
    return { route, params, key: `${route.pattern} ${route.keyed ? params[route.keyed] : ''}` };
  }
  return { route: missing, params: {}, key: '' };
}

// Fetches the code of the page at `path` while the session is still being asked for: one wait less
// before a page opened from a bookmark or reloaded. The code is the same for everybody; what it shows
// is not.
export function fetchAhead(path: string): void {
  const route = routes.find((one) => match(one.pattern, path));
  // Without a network the page itself will say so.
  route?.load().catch(() => undefined);
}
