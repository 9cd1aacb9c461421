// SPDX-License-Identifier: EUPL-1.2
// Two pages that the body fills in and publishes. What stands between square brackets is theirs.
export const accessibility = {
  title: 'Dichiarazione di accessibilità',
  sections: [
    ['Modello da completare a cura dell’ente', '[Nome dell’ente] si impegna a rendere accessibile questo servizio secondo la legge 9 gennaio 2004, n. 4. La dichiarazione si pubblica con lo strumento di AgID e si aggiorna ogni anno entro il 23 settembre.'],
    ['Stato di conformità', 'Il servizio è costruito e provato rispetto ai criteri WCAG 2.2, livello AA. Le prove automatiche (axe) girano su ogni pagina a 1280 e a 360 punti di larghezza. La prova con lettore di schermo va ripetuta dall’ente prima della pubblicazione: [data ed esito].'],
    ['Contenuti non accessibili', '[Elenco, oppure: nessuno noto alla data della verifica.]'],
    ['Segnalazioni', 'Scrivi a [indirizzo dell’ente] indicando la pagina, che cosa volevi fare e che cosa è successo. Risposta entro 30 giorni.'],
    ['Procedura di attuazione', 'Se la risposta non soddisfa, si può ricorrere al difensore civico per il digitale presso AgID.'],
  ],
} as const;

export const privacy = {
  title: 'Informativa privacy per chi usa il servizio',
  sections: [
    ['Modello da completare a cura dell’ente', 'Titolare del trattamento: [ente capofila dell’Ambito]. Responsabile della protezione dei dati: [recapito].'],
    ['Che cosa si registra', 'Ogni consultazione di una scheda, ricerca, stampa ed esportazione è registrata con chi, quando e in quale ruolo. La registrazione non si può cancellare.'],
    ['Che cosa resta su questo dispositivo', 'Solo le bozze non ancora inviate, cifrate, per 30 giorni al massimo. Le puoi eliminare dalla pagina Oggi. Non ci sono cookie di profilazione né servizi di terzi.'],
    ['Base giuridica', 'Compito di interesse pubblico (GDPR art. 6, par. 1, lett. e; Codice privacy art. 2-ter e 2-sexies). [Verifica dell’ente.]'],
    ['Diritti', 'Le persone seguite possono chiedere accesso, rettifica e limitazione a [recapito]. La cancellazione segue le regole dello scarto d’archivio.'],
  ],
} as const;
