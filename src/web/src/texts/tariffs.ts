// SPDX-License-Identifier: EUPL-1.2
// The sentences of the page on the uniformity of tariffs. What the regulations say is in tariffWords.ts.
import type { UniformityDimension } from '../api/uniformity';
import { plural, showDate, showNumber } from '../lib/format';

// All four decimals, as `telaio uniformity` prints them.
const showIndex = (share: string) => showNumber(share);

const units: Record<string, string> = { hour: '€/ora', access: '€/accesso', meal: '€/pasto', kilometre: '€/km', day: '€/giorno', month: '€/mese', night: '€/notte' };
const perUnit: Record<string, string> = { hour: 'l’ora', access: 'ad accesso', meal: 'a pasto', kilometre: 'al km', day: 'al giorno', month: 'al mese', night: 'a notte' };

const dimensions: Record<UniformityDimension, string> = {
  act: 'Atto', formula: 'Formula', thresholds: 'Soglie', exemption: 'Esenzione', range: 'Minimo – massimo', access: 'Accesso', full_cost: 'Costo intero',
  isee_kinds: 'ISEE richiesto', no_isee: 'Senza ISEE', annotations: 'ISEE con omissioni', decorrenza: 'Decorrenza', rectification: 'ISEE rettificato', kept_until: 'ISEE scaduto',
  rounding: 'Arrotondamento', discounts: 'Riduzioni', surcharges: 'Maggiorazioni', exempt_persons: 'Esenti per provvedimento', residence: 'Non residenti', period_bounds: 'Tetto e minimo del periodo',
};
// As the cause stands in a sentence.
const causes: Record<UniformityDimension, string> = {
  ...dimensions, thresholds: 'soglie', exemption: 'esenzione', range: 'minimo o massimo', access: 'limite di accesso', no_isee: 'regola per chi non ha ISEE', formula: 'forma della tariffa',
};
export const tt = {
  title: 'Uniformità delle tariffe',
  regulations: 'Regolamenti: leggi, scrivi, modifica',
  simulations: 'Prova una regola sulle quote vere',
  lead: 'A parità di ISEE, quanto cambia la quota da un Comune all’altro',
  service: 'Servizio', on: 'Regole in vigore il', compare: 'Confronta anche',
  serviceOption: (name: string, n: number) => `${name} · ${plural(n, 'Comune', 'Comuni')}`,
  published: (n: number) => (n === 0 ? 'nessun regolamento' : plural(n, 'regolamento pubblicato', 'regolamenti pubblicati')),
  publishedHelp: 'Testi pubblicati da Comuni di altri Ambiti: al massimo quattro. Stanno sul grafico, non entrano nelle misure.',
  publishedName: (name: string) => `${name}, confronto`,
  units, perUnit,
  chart: 'Quota secondo l’ISEE',
  chartUnit: (unit: string) => `${unit}, arrotondata come da regolamento`,
  chartText: (names: string, from: string, to: string) => `Quota di ${names}, per ISEE da ${from} a ${to}. Gli stessi valori sono nella tabella.`,
  asTable: 'Vedi come tabella', asChart: 'Chiudi la tabella',
  tableCaption: 'Quote negli ISEE in cui qualche tariffa cambia, e nel centesimo prima e dopo',
  isee: 'ISEE', noIsee: 'senza ISEE', spread: 'Differenza', noFee: 'nessuna quota',
  band: (n: number) => `Tra la quota più bassa e la più alta di ${plural(n, 'Comune', 'Comuni')}`,
  worst: 'Differenza massima nell’Ambito',
  marker: (amount: string, isee: string) => `Differenza massima ${amount} a ${isee}`,
  pays: (name: string, fee: string) => `${name}: ${fee}`,
  at: (per: string, isee: string | undefined) => `${per}, ${isee ? `a ISEE ${isee}` : 'a chi non ha ISEE'}`,
  noDifference: 'Nessuna differenza: a parità di ISEE la quota è la stessa in tutti i Comuni.',
  nowhere: 'In nessun ISEE due Comuni danno una quota: non c’è differenza da misurare.',
  cause: 'Causa:',
  causes,
  mean: 'Differenza media', meanHelp: (most: string, step: string) => `su ISEE da 0 a ${most}, ogni ${step}`,
  same: 'ISEE con quota identica', sameHelp: 'dove almeno due Comuni danno una quota',
  access: 'Accesso concorde', accessHelp: 'ISEE ammessi, o esclusi, da tutti',
  index: 'Indice di uniformità U', indexHelp: '1 = tariffe uguali; 1 meno la differenza media divisa per la media delle quote più alte',
  adoption: 'Versione condivisa', adoptionHelp: 'Comuni con lo stesso testo, su tutti quelli dell’Ambito',
  adoptionOf: (n: number, all: number) => `${showNumber(n)} di ${showNumber(all)}`,
  showIndex,
  rules: 'Regole a confronto', different: (n: number) => plural(n, 'diversa', 'diverse'), equal: (n: number) => plural(n, 'uguale', 'uguali'),
  dimension: 'Dimensione', verdict: 'Esito', isDifferent: '≠ diversa', isEqual: '= uguale', said: 'Chi dice che cosa',
  dimensions,
  tariffOf: (authority: string) => `tariffa di: ${authority}`,
  source: 'testo pubblicato', reading: 'Lettura firmata:', wholeAmbito: 'testo di tutto l’Ambito', since: (date: string) => `in vigore dal ${showDate(date)}`,
  history: 'Indice nel tempo', historyText: 'Indice di uniformità U alle date in cui una regola è cambiata',
  historyHelp: 'Una riga per ogni data da cui è cambiata la regola di qualche Comune. «Noto quel giorno» è l’indice con quello che il registro sapeva allora.',
  historyFirst: (shown: number, total: number) => `le ultime ${showNumber(shown)} date di ${showNumber(total)}`,
  from: 'Dal', then: 'Noto quel giorno', comuni: 'Comuni con una tariffa', dMax: 'Differenza massima',
  noHistory: 'Nessuna regola è mai cambiata per questo servizio.',
  emptyServices: 'Nessun regolamento è in registro: quando i Comuni ne pubblicano, qui si confrontano.',
  emptyService: (on: string) => `Nessun Comune ha una tariffa in vigore il ${showDate(on)} per questo servizio: cambia data o servizio.`,
  onlyOne: (name: string, on: string) => `Il ${showDate(on)} solo ${name} ha una tariffa in vigore: un confronto ne chiede almeno due.`,
  without: (names: string) => `Senza tariffa in vigore: ${names}.`,
  none: '—',
} as const;
