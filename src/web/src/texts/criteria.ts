// SPDX-License-Identifier: EUPL-1.2
// Writing and publishing the access criteria of a service.
import { plural, showDate } from '../lib/format';

export const tc = {
  title: 'Nuovi criteri di accesso', back: 'Graduatorie',
  lead: 'Chi può essere ammesso e in quale ordine. Pubblicati, non si modificano: se cambiano se ne pubblicano altri.',
  importFile: 'Importa un file', exportFile: 'Scarica il file', imported: (id: string) => `Letto il file «${id}»: scegli servizio, Comuni e decorrenza.`,
  importBad: 'Il file non si legge come criteri di accesso: nulla è cambiato. La forma è quella di docs/formats/access-criteria.md.', importTooBig: 'Il file è troppo grande per dei criteri: nulla è cambiato.',
  kept: 'Bozza conservata su questo dispositivo.', discard: 'Scarta la bozza',
  whose: 'Di che bando', service: 'Servizio', choose: 'Scegli', act: 'Atto', id: 'Nome breve', idHint: 'come misura-b2-2026', url: 'Dove si legge l’atto', from: 'In vigore dal', to: 'Fino al', optional: 'facoltativo',
  comuni: 'Comuni dei richiedenti', comuniHint: 'servono al requisito di residenza', allComuni: 'Tutti i Comuni',
  gates: 'Requisiti', gatesHelp: 'Chi non ne soddisfa uno non è ammesso.', gate: (n: number) => `Requisito ${n}`, addGate: 'Aggiungi un requisito',
  kinds: { residence: 'Residenza', age_min: 'Età minima', age_max: 'Età massima', isee_max: 'ISEE massimo', condition: 'Condizione', no_annotations: 'ISEE senza omissioni' },
  years: 'Anni compiuti', amount: 'Importo', group: 'Solo per', groupHint: 'vuoto: tutti gli altri', condition: 'Condizione', codeHint: 'codice senza spazi, come certified',
  classes: 'Classi di priorità', classesHelp: 'La più urgente per prima: vengono prima di qualunque punteggio.', class: (n: number) => `Classe ${n}`, addClass: 'Aggiungi una classe',
  items: 'Punteggio', itemsHelp: 'Ogni voce con i punti che può dare al massimo.', item: (n: number) => `Voce ${n}`, points: 'Punti al massimo', addItem: 'Aggiungi una voce',
  ties: 'A parità di punti', tiesHelp: 'In quest’ordine; alla fine decide il protocollo.', tie: (n: number) => `Regola ${n}`, addTie: 'Aggiungi una regola', itemName: 'Voce',
  rules: { isee_within: 'ISEE entro un importo', item_higher: 'Più punti in una voce', isee_lower: 'ISEE più basso', older: 'Età maggiore', younger: 'Età minore' },
  remove: 'Togli', none: 'Nessuno.',
  findings: 'Controllo', noFindings: 'Nessun errore e nessun avviso.', waiting: 'Il controllo compare mentre scrivi.',
  counted: (errors: number, warnings: number) => `${plural(errors, 'errore', 'errori')}, ${plural(warnings, 'avviso', 'avvisi')}`,
  severity: { error: 'Errore', warning: 'Avviso' }, at: (where: string) => `in ${where}`,
  preview: 'Come si leggerà',
  publish: 'Pubblica', publishTitle: 'Pubblicare i criteri?', confirm: 'Pubblica i criteri',
  sure: (service: string, from: string) => `${service}, dal ${showDate(from)}. Le domande si valutano con questi criteri; dopo la pubblicazione non si modificano.`,
  incomplete: 'Per pubblicare servono servizio, atto, nome breve e primo giorno.', hasErrors: (n: number) => `Il controllo trova ${plural(n, 'errore', 'errori')}: vanno corretti prima di pubblicare.`,
  published: 'Criteri pubblicati: ora si possono valutare le domande.',
  onlyHead: 'Il responsabile del servizio pubblica; qui puoi scrivere, controllare e scaricare il file.',
  // Codes that have an Italian name on the pages.
  known: [['adult', 'adulti'], ['minor', 'minori'], ['certified', 'non autosufficienza certificata'], ['independent_living', 'vita indipendente'], ['urgent', 'bisogno che non può attendere'], ['court_order', 'provvedimento del giudice'],
    ['application_date', 'data della domanda'], ['care_need', 'bisogno di assistenza'], ['home_care', 'possibilità di assistenza a casa'], ['housing', 'abitazione'], ['personal_difficulty', 'difficoltà personali'], ['residence', 'residenza'], ['work', 'lavoro'], ['family', 'famiglia']] as const,
};
