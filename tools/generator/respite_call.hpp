// SPDX-License-Identifier: EUPL-1.2
// One public call of the demonstration: criteria published, families that apply for respite, their
// applications assessed, one ranked list. In its last month, so that the page has something new.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "tools/generator/agenda.hpp"
#include "tools/generator/family.hpp"

namespace telaio::generator {

class RespiteCall {
 public:
  // `office` and `ambito` outlive the agenda's run.
  RespiteCall(Office& office, const Ambito& ambito, Random random)
      : office_(office), ambito_(ambito), random_(random) {}

  // Whoever is in charge on the day of the call may apply, in the order in which they came.
  void add(const Family& family) { families_.push_back(family); }

 private:
  friend std::shared_ptr<RespiteCall> plan_respite_call(Office&, Agenda&, const Ambito&,
                                                        const Plan&, const std::filesystem::path&,
                                                        Random);
  struct Applicant {
    ServiceId service;
    Member member;
    std::size_t family = 0;  // Index in families_.
  };

  void publish(const std::filesystem::path& config);
  std::vector<std::size_t> choose();
  void apply();
  void assess();
  void rank();
  bool in_charge(const Family& family);
  Date today() const;

  Office& office_;
  const Ambito& ambito_;
  Random random_;
  std::vector<Family> families_;
  std::vector<Applicant> applicants_;
  schema::AccessCriteriaPublishedT criteria_;
};

// Nothing happens when the story is shorter than the call, or when nobody applies.
std::shared_ptr<RespiteCall> plan_respite_call(Office& office, Agenda& agenda, const Ambito& ambito,
                                               const Plan& plan,
                                               const std::filesystem::path& config, Random random);

}  // namespace telaio::generator
