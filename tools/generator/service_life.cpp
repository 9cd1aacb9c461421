// SPDX-License-Identifier: EUPL-1.2
#include "tools/generator/service_life.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tools/generator/calendar.hpp"

namespace telaio::generator {
namespace {

// A grant lasts about a year: with request, decision, activation and end some five facts about
// services per case and year (cartella-sociale 11.2).
constexpr std::int32_t grant_days_low = 240;
constexpr std::int32_t grant_days_high = 420;
constexpr std::uint32_t renewed_percent = 85;

// What each area asks for most; the first one is always requested.
std::vector<Code> wanted_services(const Family& family, Random& random) {
  std::vector<Code> wanted;
  if (family.area == Code("ANZ")) {
    wanted = {Code("SAD")};
    if (random.chance(45)) wanted.push_back(Code("PASTI"));
    if (random.chance(30)) wanted.push_back(Code("TELESOCCORSO"));
  } else if (family.area == Code("DIS")) {
    wanted = {Code("SAD")};
    if (random.chance(30)) wanted.push_back(Code("SOLLIEVO"));
  } else if (family.area == Code("FAM_MIN")) {
    wanted = {Code("EDU")};
    if (random.chance(25)) wanted.push_back(Code("NIDO"));
  } else if (random.chance(40)) {
    wanted = {Code("EDU")};
  }
  return wanted;
}

std::uint32_t monthly_quantity(const Code& service, Random& random) {
  if (service == Code("NIDO") || service == Code("TELESOCCORSO")) return 100;  // One month.
  if (service == Code("PASTI")) return static_cast<std::uint32_t>(random.between(10, 24)) * 100;
  return static_cast<std::uint32_t>(random.between(4, 24)) * 100;
}

PersonId receiver(const Family& family, const Code& service) {
  const bool for_child = service == Code("NIDO") || service == Code("EDU");
  for (const auto& member : family.members) {
    if (for_child && member.relation == 3) return member.id;
  }
  return family.members.front().id;
}

}  // namespace

Date ServiceLife::today() const {
  return rome_date(office_.clock().now());
}

std::shared_ptr<ServiceLife> plan_services(Agenda& agenda, Office& office, const Ambito& ambito,
                                           const Family& family, Random random) {
  auto life = std::make_shared<ServiceLife>(agenda, office, ambito, family, random);
  const Date on = life->today().plus_days(life->random_.between(5, 40));
  agenda.plan(office_time(life->random_, on), [life] { life->start(life); });
  life->plan_attestations(life);
  return life;
}

void ServiceLife::start(const Self& self) {
  if (closed_) return;
  for (const Code& code : wanted_services(family_, random_)) {
    request(self, office_.catalogue().services.at(code), receiver(family_, code));
  }
}

void ServiceLife::request(const Self& self, const app::ServiceKind& kind, const PersonId& person) {
  const app::Actor& actor = family_.worker.actor;
  Running service;
  service.id = random_.id<ServiceId>();
  service.person = person;
  service.kind = kind;
  service.monthly_hundredths = monthly_quantity(kind.code, random_);

  domain::RequestService requested;
  requested.service = service.id;
  requested.person = person;
  requested.case_file = family_.case_file;
  requested.service_code = kind.code;
  requested.siuss_code = kind.siuss;
  requested.on = today();
  office_.execute(actor, requested);

  if (!random_.chance(6)) {
    grant(self, service, ambito_.tariff(family_.comune, kind.code, today()));
    return;
  }
  domain::DecideService denied;
  denied.service = service.id;
  denied.on = today();
  denied.result = schema::ServiceResult::denied;
  denied.reason = Code("requirements");
  office_.execute(actor, denied, kind.priced);
}

// Granted and active the same day; deliveries and the fee follow, and the end of the grant.
void ServiceLife::grant(const Self& self, Running service, const Tariff* tariff) {
  const app::Actor& actor = family_.worker.actor;
  const app::ServiceKind& kind = service.kind;
  domain::DecideService decided;
  decided.service = service.id;
  decided.on = today();
  decided.result = schema::ServiceResult::granted;
  decided.from = today();
  decided.quantity_hundredths = service.monthly_hundredths;
  decided.unit = kind.unit;
  if (kind.priced && tariff != nullptr) decided.regulation = tariff->id;
  office_.execute(actor, decided, kind.priced);

  domain::ActivateService activated;
  activated.service = service.id;
  activated.provider = random_.chance(50) ? Code("COOP_DEMO_1") : Code("COOP_DEMO_2");
  activated.from = today();
  activated.competent_comune = family_.comune;
  office_.execute(actor, activated);
  service.active_from = today();
  running_.push_back(service);

  const Date month = first_of_month(today());
  const std::size_t index = running_.size() - 1;
  const Date next = add_months(month, 1);
  agenda_.plan(office_time(random_, next.plus_days(random_.between(1, 6))),
               [self, index, month] { self->deliver_month(self, index, month); });
  const Date until = today().plus_days(random_.between(grant_days_low, grant_days_high));
  agenda_.plan(office_time(random_, until), [self, index] { self->renew(self, index); });
  // A fee holds to 31 March; this year's when the attestation of this year is still to come.
  const int year = static_cast<int>(today().ymd().year());
  const bool renewal_pending = last_attested_year_ != year && today() <= Date::of(year, 3, 31);
  determine(running_.back(), today(), Date::of(renewal_pending ? year : year + 1, 3, 31));
}

// A grant ends; most families ask again.
void ServiceLife::renew(const Self& self, std::size_t index) {
  if (running_[index].ended_on) return;
  end(running_[index], Code("grant_over"));
  if (!random_.chance(renewed_percent)) return;
  const app::ServiceKind kind = running_[index].kind;
  const PersonId person = running_[index].person;
  agenda_.plan(office_time(random_, today().plus_days(random_.between(1, 6))),
               [self, kind, person] {
                 if (!self->closed_) self->request(self, kind, person);
               });
}

// The provider's sheet of a month: three rows, then the next month is planned.
void ServiceLife::deliver_month(const Self& self, std::size_t index, Date month) {
  const Running service = running_[index];
  const Date first = std::max(month, service.active_from);
  const Date last = std::min(last_of_month(month), service.ended_on.value_or(last_of_month(month)));
  if (last < first) return;
  const std::int32_t days = days_between(first, last) + 1;
  const std::uint32_t rows = service.monthly_hundredths <= 100 ? 1 : 3;
  for (std::uint32_t row = 0; row < rows; ++row) {
    domain::RecordDelivery delivery;
    delivery.service = service.id;
    delivery.on =
        first.plus_days(static_cast<std::int32_t>(row) * days / static_cast<std::int32_t>(rows));
    delivery.quantity_hundredths = std::max(1U, service.monthly_hundredths / rows);
    delivery.unit = service.kind.unit;
    office_.execute(family_.worker.actor, delivery);
  }
  const Date next = add_months(month, 2);
  const Date following = add_months(month, 1);
  agenda_.plan(office_time(random_, next.plus_days(random_.between(1, 6))),
               [self, index, following] { self->deliver_month(self, index, following); });
}

// This year's attestation soon, and one every January to March after.
void ServiceLife::plan_attestations(const Self& self) {
  const int year = static_cast<int>(today().ymd().year());
  agenda_.plan(office_time(random_, today().plus_days(random_.between(1, 4))),
               [self, year] { self->attest(year); });
  constexpr int years_ahead = 12;
  for (int next = year + 1; next < year + years_ahead; ++next) {
    const Date on = Date::of(next, 1, 8).plus_days(random_.between(0, 80));
    agenda_.plan(office_time(random_, on), [self, next] { self->attest(next); });
  }
}

// The nucleo that the DSU declares: who is registered together, and the spouse wherever registered
// (DPCM 159/2013, art. 3 c. 2).
void ServiceLife::compose_isee_household() {
  domain::ComposeHousehold composed;
  composed.household = family_.household;
  composed.kind = schema::HouseholdKind::isee;
  composed.reference_date = today();
  for (const auto& member : family_.members) {
    composed.members.push_back({member.id, member.relation});
  }
  office_.execute(family_.worker.actor, composed);
}

void ServiceLife::attest(int year) {
  if (closed_) return;
  const Date presented = today();
  if (static_cast<int>(presented.ymd().year()) != year || last_attested_year_ == year) return;
  // The economic situation moves by a tenth from year to year.
  if (last_attested_year_ != 0) {
    const auto cents = family_.isee.cents() * random_.between(90, 112) / 100;
    family_.isee = Money::from_cents(cents);
  }
  last_attested_year_ = year;
  compose_isee_household();
  domain::AcquireAttestation command;
  command.household = family_.household;
  command.attestation = random_.id<AttestationId>();
  command.beneficiary = family_.members.front().id;
  command.kind = schema::IseeKind::ordinario;
  command.isee = family_.isee;
  command.presented_on = presented;
  command.valid_from = presented;
  command.valid_to = Date::of(year, 12, 31);
  command.annotations = random_.chance(5);
  command.channel = schema::IseeChannel::citizen;
  command.dsu_number = fmt::format("INPS-ISEE-{}-{:08}D-00", year,
                                   family_.number * 100 + static_cast<unsigned>(year % 100));
  command.kind_as_printed = "ISEE ordinario (dato dimostrativo)";
  office_.execute(family_.worker.actor, command);
  last_attestation_ = command.attestation;

  // Renewed by 31 March, in effect from April (the rule of Rho, isee-and-copayment 5.1).
  const Date from = Date::of(year, 4, 1);
  const Date to = Date::of(year + 1, 3, 31);
  for (auto& service : running_) {
    if (!service.ended_on && service.fee_until < from) determine(service, from, to);
  }
}

// A tariff may say that the service is not accessible, or say nothing about a missing ISEE: the
// first is a determination, the second a refusal that leaves the service without a fee.
void ServiceLife::determine(Running& service, Date from, Date to) {
  if (!service.kind.priced || from > to) return;
  service.fee_until = to;
  app::DetermineFee command;
  command.fee = random_.id<FeeId>();
  command.service = service.id;
  command.household = family_.household;
  command.period = {from, to};
  const std::uint32_t months = static_cast<std::uint32_t>(days_between(from, to)) / 30U + 1U;
  command.quantity_hundredths = service.monthly_hundredths * std::min(months, 12U);
  const auto determined = office_.try_execute(family_.worker.actor, command);
  if (determined) return;
  const std::string_view code = app::code_of(determined.error());
  if (!code.starts_with("fees.")) {
    throw std::runtime_error("demo: fee: " + std::string(code));
  }
}

void ServiceLife::end(Running& service, const Code& reason) {
  service.ended_on = today();
  office_.execute(family_.worker.actor, domain::EndService{service.id, today(), reason});
}

void ServiceLife::close() {
  closed_ = true;
  for (auto& service : running_) {
    if (!service.ended_on) end(service, Code("case_closed"));
  }
}

}  // namespace telaio::generator
