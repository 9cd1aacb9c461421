// SPDX-License-Identifier: EUPL-1.2
// telaio verify.
#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>

#include <boost/json.hpp>
#include <ostream>

#include "app/destroyed_keys.hpp"
#include "base/clock.hpp"
#include "log/anchor.hpp"
#include "log/file_io.hpp"
#include "log/log_faults.hpp"
#include "log/log_refusals.hpp"
#include "log/verify.hpp"
#include "paper/tagged_pdf.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/data_source.hpp"
#include "tools/telaio/event_json.hpp"
#include "tools/telaio/evidence_commands.hpp"
#include "tools/telaio/named_note.hpp"
#include "tools/telaio/verify_certificate.hpp"

namespace telaio::cli {
namespace {

constexpr std::string_view own_anchor = "anchor";  // Among the heads compared with.
constexpr std::string_view unwritable_file = "cli.file_unwritable";
constexpr unsigned certificate_mode = 0644;

// Every tenth of a long verification, on the error stream.
class Progress {
 public:
  explicit Progress(std::ostream& err) : err_(err) {}

  void operator()(std::uint64_t done, std::uint64_t total) {
    const std::uint64_t tenths = total == 0 ? 10 : done * 10 / total;
    if (tenths <= told_) return;
    told_ = tenths;
    err_ << fmt::format("Verificati {} di {} eventi\n", done, total) << std::flush;
  }

 private:
  std::ostream& err_;
  std::uint64_t told_ = 0;
};

// A finding as people read it: the sentence of its code, and where.
Fault fault_of(const log::Finding& finding) {
  const std::string where =
      finding.position ? fmt::format("posizione {}, ", *finding.position) : std::string();
  return {std::string(log::code_of(finding.kind)), where + finding.detail};
}

json::object finding_json(const log::Finding& finding) {
  json::object object{
      {"code", log::code_of(finding.kind)}, {"position", nullptr}, {"detail", finding.detail}};
  if (finding.position) object["position"] = *finding.position;
  if (finding.part) object["part"] = *finding.part;
  return object;
}

void print_json(const log::VerifyReport& report, const log::Head& head,
                const log::VerifyOptions& options, Cli& cli) {
  json::array findings;
  for (const log::Finding& finding : report.first) findings.push_back(finding_json(finding));
  json::array held;
  for (const auto& checkpoint : options.held) {
    held.push_back(json::object{{"origin", checkpoint.origin},
                                {"size", checkpoint.size},
                                {"root", to_base64(checkpoint.root)}});
  }
  json::object object{{"intact", report.intact()},      {"size", report.size},
                      {"root", to_base64(report.root)}, {"log_id", to_string(head.log_id)},
                      {"events", report.events},        {"parts", report.parts},
                      {"purged", report.purged},        {"held", std::move(held)},
                      {"findings", report.findings},    {"first_broken", nullptr},
                      {"first", std::move(findings)}};
  if (const auto position = report.first_broken()) object["first_broken"] = *position;
  cli.out << object << "\n";
}

void print_certificate(const log::VerifyReport& report, const log::Head& head,
                       const log::VerifyOptions& options, Cli& cli) {
  cli.out << "Registro " << to_string(head.log_id) << "\n"
          << "Eventi verificati " << report.events << " di " << report.size
          << ", parti riservate verificate " << report.parts << "\n";
  if (report.purged > 0) {
    cli.out << "Parti riservate cancellate con la loro chiave " << report.purged << "\n";
  }
  cli.out << "Radice " << to_base64(report.root) << "\n";
  for (const auto& checkpoint : options.held) {
    cli.out << "Confrontato con "
            << (checkpoint.origin == own_anchor ? "l'ancora" : checkpoint.origin) << ", dimensione "
            << checkpoint.size << "\n";
  }
  for (const log::Finding& finding : report.first) {
    cli.out << line_of(cli.texts, fault_of(finding)) << "\n";
  }
  if (report.intact()) cli.out << "Registro integro. [log.intact]\n";
}

// The checkpoint file of --checkpoint, checked with the log's own key.
bool add_checkpoint_file(const VerifyCommand& command, log::VerifyOptions& options, Cli& cli) {
  if (command.checkpoint_file.empty()) return true;
  const auto key = log::read_log_key(log::data_paths(command.source.data));
  if (!key) return fail(cli, key.error()), false;
  const auto checkpoint = kept_checkpoint(command.checkpoint_file, *key, cli);
  if (!checkpoint) return false;
  options.held.push_back(*checkpoint);
  options.held.back().origin = command.checkpoint_file;
  return true;
}

// What lies beside the folder: the anchor and the last signed head. Read before the log is opened,
// so that a running service cannot have moved them on.
void add_own_heads(const VerifyCommand& command, log::VerifyOptions& options) {
  const auto anchor = log::Anchor::read(log::data_paths(command.source.data).anchor);
  if (anchor && *anchor)
    options.held.push_back({std::string(own_anchor), (*anchor)->size, (*anchor)->root});
  if (auto signed_by_log = signed_head(command.source)) {
    options.held.push_back(signed_by_log->checkpoint);
  }
}

std::optional<log::VerifyReport> verify_as_asked(const VerifyCommand& command,
                                                 const log::StoredLog& events,
                                                 const log::VerifyOptions& options, Cli& cli) {
  if (!command.stream.empty()) {
    const auto stream = parse_stream_name(command.stream);
    if (stream) return log::verify_stream(events, *stream, options);
    fail(cli, ExitCode::usage, Refusal{refusals::stream, {}});
    return std::nullopt;
  }
  if (command.from || command.to) {
    return log::verify_range(events, command.from.value_or(0),
                             command.to.value_or(~log::Position{0}), options);
  }
  return log::verify_log(events, options);
}

// What was asked, in the words of the certificate.
std::string extent_of(const VerifyCommand& command) {
  if (!command.stream.empty()) return "Il flusso " + command.stream;
  if (!command.from && !command.to) return "Tutto il registro";
  const std::string last = command.to ? std::to_string(*command.to) : "ultima";
  return fmt::format("Gli eventi dalla posizione {} alla {}", command.from.value_or(0), last);
}

std::string account_name() {
  const passwd* account = ::getpwuid(::geteuid());
  return account == nullptr ? std::to_string(::geteuid()) : account->pw_name;
}

void write_certificate(const CertifiedVerify& command, const log::VerifyReport& report,
                       const log::Head& head, const log::VerifyOptions& options, Cli& cli) {
  if (command.certificate_file.empty()) return;
  VerifyCertificate certificate;
  certificate.asked_by = command.asked_by.empty() ? account_name() : command.asked_by;
  certificate.now = SystemClock().now();
  certificate.log_id = head.log_id;
  const auto key = log::read_log_key(log::data_paths(command.verify.source.data));
  if (key) certificate.key = key->text();
  // On a stopped and intact log the present head is signed first: it is what a third party keeps.
  const auto signed_by_log = report.intact() ? newest_signed(command.verify.source, cli)
                                             : signed_head(command.verify.source);
  if (signed_by_log) {
    certificate.checkpoint = signed_by_log->note;
    certificate.checkpoint_is_of_this_log = signed_by_log->checkpoint.size == report.size &&
                                            signed_by_log->checkpoint.root == report.root;
  }
  certificate.extent = extent_of(command.verify);
  certificate.report = report;
  certificate.held = options.held;
  for (const log::Finding& finding : report.first) {
    certificate.findings.push_back(line_of(cli.texts, fault_of(finding)));
  }
  const auto pdf = paper::to_pdf(certificate_letter(certificate));
  if (!pdf) return fail(cli, pdf.error());
  const auto written = log::write_durably(command.certificate_file, as_bytes(pdf->bytes),
                                          certificate_mode, unwritable_file);
  if (!written) return fail(cli, written.error());
  if (!cli.json) cli.out << "Certificato scritto in " << command.certificate_file << "\n";
}

}  // namespace

void run_verify(const VerifyCommand& command, Cli& cli) {
  run_certified_verify({command, {}, {}}, cli);
}

void run_certified_verify(const CertifiedVerify& certified, Cli& cli) {
  const VerifyCommand& command = certified.verify;
  log::VerifyOptions options;
  options.progress = Progress(cli.err);
  if (!add_checkpoint_file(command, options, cli)) return;
  add_own_heads(command, options);
  const auto events = open_log(command.source, cli, true);
  if (!events) return;
  // Of a log too damaged to say which keys were destroyed, every absent part is a finding.
  if (auto keys = app::destroyed_keys(*events)) options.purged = app::purged_by(std::move(*keys));
  const auto report = verify_as_asked(command, *events, options, cli);
  if (!report) return;
  if (cli.json) {
    print_json(*report, events->head(), options, cli);
  } else {
    print_certificate(*report, events->head(), options, cli);
  }
  write_certificate(certified, *report, events->head(), options, cli);
  if (report->intact()) return;
  Fault first = fault_of(report->first.front());
  // The lowest position, which need not be the first that was found.
  if (const auto broken = report->first_broken()) {
    first.detail = fmt::format("primo punto alla posizione {}", *broken);
  }
  fail(cli, ExitCode::check_failed, first);
}

}  // namespace telaio::cli
