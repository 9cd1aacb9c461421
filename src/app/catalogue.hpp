// SPDX-License-Identifier: EUPL-1.2
// The code lists of the installation (config/codes): which codes exist, for the rules, and what
// they are called in Italian, for pages. Read once at start.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/code_lists.hpp"
#include "schemas/event_generated.h"

namespace telaio::app {

struct ServiceKind {
  Code code;
  std::string name;
  Code siuss;
  schema::QuantityUnit unit = schema::QuantityUnit::unknown;
  bool priced = false;  // The person shares the cost under a regulation.
};

struct Office {
  Code code;
  std::string name;
  Code comune;
};

struct Comune {
  Code istat;
  std::string belfiore;
  std::string name;
};

struct Catalogue {
  domain::CodeLists lists;
  std::string ambito_name;
  Code lead_comune;
  std::map<Code, Comune> comuni;  // Of the whole Region, so that people may move.
  std::map<Code, std::string> areas;
  std::map<Code, std::string> closing_reasons;
  std::map<Code, ServiceKind> services;
  std::map<Code, Office> offices;

  // The Italian name, or the code itself when it is not in the lists.
  std::string comune_name(const Code& istat) const;
  std::string area_name(const Code& code) const;
  std::string service_name(const Code& code) const;
  std::string office_name(const Code& code) const;
};

// `folder` is config/codes. Faults: config.unreadable, config.malformed, with the file.
Result<Catalogue, Fault> load_catalogue(const std::filesystem::path& folder);

}  // namespace telaio::app
