// SPDX-License-Identifier: EUPL-1.2
// Services of a family: request, decision under the Comune's tariff, activation, monthly
// deliveries, the yearly ISEE and the fee it gives, and the end.
#pragma once

#include <memory>
#include <vector>

#include "tools/generator/agenda.hpp"
#include "tools/generator/family.hpp"

namespace telaio::generator {

class ServiceLife {
 public:
  ServiceLife(Agenda& agenda, Office& office, const Ambito& ambito, Family family, Random random)
      : agenda_(agenda),
        office_(office),
        ambito_(ambito),
        family_(std::move(family)),
        random_(random) {}

  // The case closes: services that run end today, and nothing more is asked for.
  void close();

 private:
  friend std::shared_ptr<ServiceLife> plan_services(Agenda&, Office&, const Ambito&, const Family&,
                                                    Random);
  struct Running {
    ServiceId id;
    PersonId person;
    app::ServiceKind kind;
    std::uint32_t monthly_hundredths = 0;
    Date active_from;
    Date fee_until;                // Last day of the last period a fee was asked for.
    std::optional<Date> ended_on;  // Last day.
  };
  using Self = std::shared_ptr<ServiceLife>;

  void start(const Self& self);
  void request(const Self& self, const app::ServiceKind& kind, const PersonId& person);
  void grant(const Self& self, Running service, const Tariff* tariff);
  void renew(const Self& self, std::size_t index);
  void end(Running& service, const Code& reason);
  void deliver_month(const Self& self, std::size_t index, Date month);
  void plan_attestations(const Self& self);
  void attest(int year);
  void compose_isee_household();
  void determine(Running& service, Date from, Date to);
  Date today() const;

  Agenda& agenda_;
  Office& office_;
  const Ambito& ambito_;
  Family family_;
  Random random_;
  std::vector<Running> running_;
  std::optional<AttestationId> last_attestation_;
  int last_attested_year_ = 0;
  bool closed_ = false;
};

std::shared_ptr<ServiceLife> plan_services(Agenda& agenda, Office& office, const Ambito& ambito,
                                           const Family& family, Random random);

}  // namespace telaio::generator
