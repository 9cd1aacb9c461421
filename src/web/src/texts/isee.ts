// SPDX-License-Identifier: EUPL-1.2
// The sentences of ISEE attestations: writing one down, asking INPS, those there are.
import { plural, showDate } from '../lib/format';

export const t = {
  open: 'Registra attestazione ISEE', list: 'Attestazioni e richieste', hide: 'Nascondi attestazioni e richieste',
  title: 'Registra attestazione ISEE',
  lead: 'Copia ciò che è stampato: date e importi non si calcolano.',
  ask: 'Chiedi a INPS', asking: 'Richiesta in corso…', byHand: 'A mano',
  how: 'Come', whose: 'Di chi è', household: (on: string) => `nel nucleo il ${showDate(on)}`,
  nobody: 'In quel giorno il nucleo non ha componenti: registra prima il nucleo.',
  kind: 'Tipo', kindPrinted: 'Tipo stampato', kindPrintedHint: 'se non è nell’elenco, com’è scritto',
  kinds: {
    ordinario: 'Ordinario', minorenni: 'Minorenni', universita: 'Università', sociosanitario: 'Sociosanitario',
    sociosanitario_residenze: 'Sociosanitario residenze', dottorato: 'Dottorato', inclusione_2026: 'Prestazioni familiari e inclusione (2026)', altro: 'Altro tipo',
  },
  never: 'Questo indicatore serve solo a cinque prestazioni INPS (ADI, SFL, assegno unico, bonus nido, bonus nuovi nati): non calcola nessuna quota comunale. Si registra, ma per la quota serve un altro ISEE.',
  neverOther: 'Un tipo che non conosciamo si conserva e non calcola nessuna quota.',
  reduced: 'Nucleo ristretto', corrente: 'ISEE corrente', form: 'Numero del modulo sostitutivo', formOn: 'Data del modulo',
  isee: 'ISEE', iseeHint: 'come 8.400,00', more: 'Altri valori stampati', ise: 'ISE', isr: 'ISR', isp: 'ISP', scale: 'Scala di equivalenza', optional: 'facoltativo',
  dsu: 'Numero della DSU', dsuHint: 'come INPS-ISEE-2026-00000000A-00',
  dsuUnusual: 'Non ha la forma dei numeri INPS: ricontrollalo. Se è stampato così, si conserva così.', dsuUsual: 'Ha la forma dei numeri INPS.',
  presented: 'Presentata il', from: 'Valida dal', to: 'Valida fino al', datesHint: 'come stampate',
  filed: 'Protocollo della domanda', filedOn: 'Data del protocollo',
  channel: 'Da dove arriva', channels: { citizen: 'Consegnata dal cittadino', caf: 'Da un CAF', pdnd: 'Da INPS' } as Record<string, string>,
  annotations: 'Ha omissioni o difformità', annotationTexts: 'Che cosa dice', annotationHint: 'una per riga', documents: 'I documenti richiesti sono stati consegnati',
  replaces: 'Rettifica un’altra attestazione', replacesNone: 'No, è nuova',
  replacesOne: (isee: string, dsu: string | undefined, on: string) => `${isee} del ${showDate(on)}${dsu ? `, ${dsu}` : ''}`,
  save: 'Registra', saving: 'Registro…', discard: 'Scarta la bozza', keep: 'Chiudi, tieni la bozza',
  draft: (at: string) => `Bozza salvata alle ${at} su questo dispositivo`, noDraft: 'Bozza non ancora salvata', draftFailed: 'La bozza non si salva su questo dispositivo: registra prima di chiudere.', resumed: 'Ripresa dalla tua bozza.',
  missing: { person: 'Manca di chi è l’attestazione.', kind_printed: 'Scrivi il tipo com’è stampato.', dates: 'Manca la data stampata.', reversed: 'La validità finisce prima di cominciare: controlla le date stampate.', future: 'Una data è nel futuro: un’attestazione si registra dopo che è stata presentata.', dsu: 'Manca il numero della DSU.', service: 'Indica per quale servizio: INPS lo chiede.', protocol: 'Manca il protocollo della domanda: INPS lo chiede.' },
  amount: {
    missing: 'Manca l’importo.', negative: 'Un importo non è mai negativo: riportalo com’è stampato.', english: 'La virgola viene prima del punto, all’inglese: scrivilo come 1.234,56.',
    ambiguous: 'Il punto può separare le migliaia o i centesimi: scrivi anche i centesimi, come 1.234,00.', decimals: 'Più di due decimali: riportalo al centesimo, com’è stampato.',
    malformed: 'Non si legge: scrivilo come 1.234,56.',
  },
  scaleWrong: 'La scala va da 1,00 in su: riportala com’è stampata.',
  done: 'Attestazione registrata', known: 'Questa attestazione c’era già: nulla è cambiato', flagged: 'Da ricontrollare', next: 'Che cosa succede ora',
  nextText: 'Le quote già decise non cambiano da sole. Se questa attestazione ne tocca qualcuna, la trovi negli effetti da rivedere.',
  effects: 'Vedi gli effetti', another: 'Registrane un’altra', back: 'Torna alla famiglia',
  // ---- INPS ----
  depth: 'Che cosa chiedere', depths: { indicator: 'Solo il valore', attestation: 'Tutta l’attestazione' }, depthHint: 'chiedi il meno che basta: tutta l’attestazione solo per un dubbio',
  service: 'Per quale servizio', noServices: 'Nessun servizio chiesto in questo caso: INPS vuole sapere per quale si chiede.', protocol: 'Protocollo della domanda',
  askLead: 'INPS saprà di chi si chiede, per quale servizio e con quale protocollo. La richiesta resta registrata, qualunque sia la risposta.',
  outcomes: {
    unknown: 'Esito sconosciuto', found: 'INPS ha risposto: attestazione registrata', no_data: 'INPS non ha un ISEE di questo tipo per questa persona', offline: 'INPS non risponde',
    invalid_request: 'INPS ha rifiutato la richiesta', internal_error: 'La risposta di INPS non si può usare',
  } as Record<string, string>,
  outcomeTodo: {
    found: '', unknown: '',
    no_data: 'È registrato. Per la quota vale la regola di chi non ha l’ISEE, se la famiglia non lo presenta.',
    offline: 'È registrato. Non si sa se l’ISEE c’è: nessuna quota si calcola come se mancasse. Riprova più tardi o registra l’attestazione su carta.',
    invalid_request: 'È registrato. Nessuna quota si calcola come se l’ISEE mancasse: controlla protocollo e servizio, poi riprova.',
    internal_error: 'È registrato. Nulla è stato preso dalla risposta e nessuna quota si calcola come se l’ISEE mancasse: riprova o registra l’attestazione su carta.',
  } as Record<string, string>,
  againTry: 'Riprova',
  // ---- The list ----
  listTitle: 'Attestazioni ISEE', none: 'Nessuna attestazione.', lookups: 'Richieste a INPS', noLookups: 'Nessuna richiesta.',
  validity: (from: string, to: string) => `valida dal ${showDate(from)} al ${showDate(to)}`, presentedOn: (on: string) => `presentata il ${showDate(on)}`, knownOn: (on: string) => `nota dal ${showDate(on)}`,
  rectified: 'sostituita', rectifies: 'rettifica', withDocuments: 'con i documenti', withAnnotations: 'omissioni o difformità', neverMark: 'non calcola quote', expired: 'scaduta', lookupOf: (person: string, service: string | undefined) => `${person}${service ? `, per ${service}` : ''}`,
  count: (n: number) => plural(n, 'attestazione', 'attestazioni'),
};

// The documents of an attestation with annotations, which came after it.
export const documents = {
  open: 'Accetta i documenti', title: 'Accetta i documenti arrivati dopo',
  asked: 'Che cosa chiedono le annotazioni',
  on: 'Accettati il', onHint: (presented: string) => `dal ${showDate(presented)}, giorno della DSU`,
  effect: 'Da quel giorno l’attestazione vale come completa, anche per i periodi passati. Nessuna quota cambia: le differenze compaiono tra gli effetti da rivedere.',
  confirm: 'Accetta i documenti', done: 'Documenti accettati. Se qualche quota ne risente, la trovi negli effetti da rivedere.',
  accepted: (on: string) => `documenti accettati il ${showDate(on)}`,
  reason: 'Perché bastano', choose: 'Scegli il motivo',
  reasons: {
    holder_proved: 'Le carte della famiglia lo spiegano', office_verified: 'L’ufficio l’ha verificato',
    archive_outdated: 'Il dato confrontato era vecchio o sbagliato', without_weight: 'Ciò che manca non cambia la decisione',
  },
};
