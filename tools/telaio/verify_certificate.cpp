// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/verify_certificate.hpp"

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/zone.hpp"

namespace telaio::cli {
namespace {

// Findings that are printed; the rest is counted.
constexpr std::size_t findings_printed_max = 20;

// Digits in groups of three, as people read them.
std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ".");
  return text;
}

// A note as it stands in its file, line by line.
paper::Address lines_of(std::string_view note) {
  paper::Address lines;
  while (!note.empty()) {
    const std::size_t end = note.find('\n');
    if (end != 0) lines.lines.emplace_back(note.substr(0, end));
    if (end == std::string_view::npos) break;
    note.remove_prefix(end + 1);
  }
  return lines;
}

paper::Facts summary(const VerifyCertificate& certificate) {
  const log::VerifyReport& report = certificate.report;
  paper::Facts facts;
  facts.rows = {
      {"Esito", report.intact() ? "Registro integro" : "Registro non integro"},
      {"Registro", to_string(certificate.log_id)},
      {"Verificato", certificate.extent},
      {"Eventi nel registro", grouped(report.size)},
      {"Eventi ricalcolati", grouped(report.events)},
      {"Parti riservate ricalcolate", grouped(report.parts)},
      {"Radice", to_base64(report.root)},
      {"Richiesta da", certificate.asked_by},
      {"Il", fmt::format("{} ({} UTC)", to_italian(rome_date(certificate.now)),
                         to_string(certificate.now).substr(11, 8))},
  };
  return facts;
}

paper::Steps checks(const VerifyCertificate& certificate) {
  paper::Steps steps;
  steps.items = {
      "Di ogni evento: l'impronta delle parti riservate, quella dell'evento e la foglia "
      "dell'albero.",
      "L'albero conservato (RFC 6962), livello per livello, fino alla radice.",
      "L'ordine degli eventi nei flussi, nelle transazioni e nel tempo.",
      "Gli indici dei flussi e delle transazioni, nei due versi.",
  };
  for (const auto& held : certificate.held) {
    steps.items.push_back(fmt::format("Il confronto con {}: {} eventi, radice {}",
                                      held.origin == "anchor" ? "l'ancora" : held.origin,
                                      grouped(held.size), to_base64(held.root)));
  }
  return steps;
}

paper::Steps repetition(const VerifyCertificate& certificate) {
  paper::Steps steps;
  steps.items = {
      "Conserva questo certificato, o il checkpoint qui sopra, dove chi gestisce il registro non "
      "arriva.",
      "Su una copia del registro: telaio verify --data CARTELLA --checkpoint FILE, dove FILE "
      "contiene il checkpoint. La radice calcolata deve essere questa.",
      "Senza la copia: chiedi al servizio /checkpoint e la prova di continuità da questa "
      "dimensione "
      "(/api/v1/integrity/consistency), e controllale con un programma qualsiasi che legga i "
      "formati C2SP: la prova lega il checkpoint nuovo a questo.",
  };
  if (!certificate.key.empty()) {
    steps.items.push_back(
        "La firma si controlla con la chiave pubblica del registro, da avere per altra via: " +
        certificate.key);
  }
  return steps;
}

}  // namespace

paper::Letter certificate_letter(const VerifyCertificate& certificate) {
  paper::Letter letter;
  letter.title = "Certificato di verifica del registro";
  letter.author = "Telaio";
  letter.made = certificate.now;
  letter.footer = "Registro " + to_string(certificate.log_id);
  letter.blocks.emplace_back(paper::Heading{letter.title});
  letter.blocks.emplace_back(summary(certificate));
  if (!certificate.report.intact()) {
    letter.blocks.emplace_back(paper::Heading{"Che cosa non torna"});
    paper::Steps findings;
    for (const std::string& finding : certificate.findings) {
      if (findings.items.size() == findings_printed_max) break;
      findings.items.push_back(finding);
    }
    letter.blocks.emplace_back(paper::Paragraph{
        fmt::format("In tutto {}; qui i primi.", grouped(certificate.report.findings))});
    letter.blocks.emplace_back(std::move(findings));
  }
  letter.blocks.emplace_back(paper::Heading{"Che cosa è stato ricalcolato"});
  letter.blocks.emplace_back(checks(certificate));
  if (!certificate.checkpoint.empty()) {
    letter.blocks.emplace_back(paper::Heading{"L'ultimo checkpoint firmato"});
    letter.blocks.emplace_back(lines_of(certificate.checkpoint));
    letter.blocks.emplace_back(
        paper::Paragraph{certificate.checkpoint_is_of_this_log
                             ? "Firma gli eventi e la radice di questa verifica."
                             : "Firma un numero di eventi diverso da quelli di questa verifica."});
  }
  letter.blocks.emplace_back(paper::Heading{"Come lo ripete un terzo"});
  letter.blocks.emplace_back(repetition(certificate));
  letter.blocks.emplace_back(paper::Paragraph{
      "La verifica dimostra che il registro è quello che fu firmato e che nulla vi è stato "
      "cambiato, "
      "tolto o aggiunto nel mezzo. Che un evento dica il vero, nessun calcolo può dimostrarlo."});
  return letter;
}

}  // namespace telaio::cli
