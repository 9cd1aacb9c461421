// SPDX-License-Identifier: EUPL-1.2
#include "tools/generator/demo.hpp"

#include <fmt/format.h>

#include "crypto/random.hpp"
#include "tools/generator/bootstrap.hpp"
#include "tools/generator/calendar.hpp"
#include "tools/generator/life.hpp"
#include "tools/generator/respite_call.hpp"
#include "tools/generator/story_family.hpp"
#include "tools/generator/tariffs.hpp"

namespace telaio::generator {
namespace {

constexpr std::int32_t progress_every_days = 14;

// Four groups of four letters that are not mistaken for one another: some 70 bits.
std::string password() {
  constexpr std::string_view letters = "abcdefghkmnpqrstuvwxyz23456789";
  std::string text;
  for (int i = 0; i < 16; ++i) {
    if (i > 0 && i % 4 == 0) text.push_back('-');
    const auto byte = crypto::random_bytes<2>();
    const auto draw =
        std::to_integer<std::size_t>(byte[0]) * 256 + std::to_integer<std::size_t>(byte[1]);
    text.push_back(letters[draw % letters.size()]);
  }
  return text;
}

DemoUser open_account(vault::Vault& vault, const Worker& worker, std::string user) {
  DemoUser made{schema::EnumNameRole(worker.actor.role), std::move(user), password(),
                worker.given_name + " " + worker.surname};
  const auto created = vault.accounts().create(worker.actor.id, made.user, made.password, false);
  if (!created) throw std::runtime_error("demo: account " + made.user + " was refused");
  return made;
}

std::vector<DemoUser> open_accounts(vault::Vault& vault, const Ambito& ambito) {
  std::vector<DemoUser> users;
  for (std::size_t i = 0; i < ambito.social_workers.size(); ++i) {
    users.push_back(
        open_account(vault, ambito.social_workers[i], fmt::format("assistente{}", i + 1)));
  }
  for (std::size_t i = 0; i < ambito.heads.size(); ++i) {
    users.push_back(open_account(vault, ambito.heads[i], fmt::format("responsabile{}", i + 1)));
  }
  users.push_back(open_account(vault, ambito.manager, "ufficiodipiano"));
  users.push_back(open_account(vault, ambito.auditor, "revisore"));
  users.push_back(open_account(vault, ambito.administrator, "amministratore"));
  return users;
}

// Populations each January, the staff statement each February (leps.md 5.1, SSP-5).
void plan_years(Agenda& agenda, Office& office, const Ambito& ambito, const Plan& plan) {
  const int first = static_cast<int>(plan.begins().ymd().year());
  const int last = static_cast<int>(plan.until.ymd().year());
  for (int year = first; year <= last; ++year) {
    if (year > first) {
      agenda.plan(rome_time(Date::of(year, 1, 2), 9 * 60).earlier,
                  [&office, &ambito, year] { publish_year(office, ambito, year); });
    }
    const Date filed = Date::of(year, 2, 20);
    // No contribution, so no statement, before the law (L. 178/2020, art. 1 c. 797-804).
    if (filed <= plan.begins() || year < 2021) continue;
    agenda.plan(rome_time(filed, 10 * 60).earlier, [&office, &ambito, year, filed] {
      office.execute(ambito.manager.actor,
                     domain::SubmitFiling{ambito.id, schema::FilingFlow::staff_statement,
                                          static_cast<std::uint16_t>(year), filed});
    });
  }
}

void plan_progress(Agenda& agenda, Office& office, const Plan& plan, const Progress& progress) {
  for (Date on = plan.begins(); on <= plan.until; on = on.plus_days(progress_every_days)) {
    agenda.plan(rome_day_start(on), [&office, &progress, on] { progress(on, office.events()); });
  }
}

// As many families as the plan asks for, and a new one for each case that closes: the number of
// open cases of an office depends on its workers, not on the years.
class Families {
 public:
  // All but `random` outlive the agenda's run.
  Families(Office& office, Agenda& agenda, const Ambito& ambito, const Plan& plan,
           RespiteCall& call, Random random)
      : office_(office),
        agenda_(agenda),
        ambito_(ambito),
        plan_(plan),
        call_(call),
        random_(random) {}

  void plan_all() {
    for (std::uint32_t i = 0; i < plan_.families; ++i) {
      Random random = random_.part(next_);
      const Date known_from = first_contact_of(plan_, random);
      plan_next(known_from, random);
    }
  }

 private:
  void plan_next(Date known_from, Random random) {
    Family family = make_family(ambito_, next_++, known_from, random.part(1));
    if (family.adi) family.adi_number = next_adi_++;
    call_.add(family);
    plan_life(office_, agenda_, ambito_, plan_, std::move(family), random.part(2),
              [this] { replace_one(); });
  }
  void replace_one() {
    Random random = random_.part(next_);
    const Date today = rome_date(office_.clock().now());
    plan_next(today.plus_days(random.between(1, 20)), random);
  }

  Office& office_;
  Agenda& agenda_;
  const Ambito& ambito_;
  const Plan& plan_;
  RespiteCall& call_;
  Random random_;
  std::uint32_t next_ = 0;  // Number of the next family.
  std::uint32_t next_adi_ = 0;
};

}  // namespace

Loaded load_demo(tools::Installation& installation, ManualClock& clock, const Plan& plan,
                 const std::filesystem::path& config, const Progress& progress) {
  const Random random(plan.seed);
  Office office(installation.transactor(), installation.catalogue(), clock, random.part(1));
  Ambito ambito = bootstrap(office, plan, config, random.part(2));

  Agenda agenda;
  plan_years(agenda, office, ambito, plan);
  plan_progress(agenda, office, plan, progress);
  plan_replacements(agenda, office, ambito, config, random.part(6), plan);
  if (plan.has_story()) plan_story(office, agenda, ambito, random.part(3));
  const auto call = plan_respite_call(office, agenda, ambito, plan, config, random.part(5));
  Families families(office, agenda, ambito, plan, *call, random.part(4));
  families.plan_all();
  agenda.run_until(rome_time(plan.until, 18 * 60).earlier,
                   [&](Instant now) { clock.set(std::max(now, clock.now())); });

  Loaded loaded;
  loaded.users = open_accounts(installation.vault(), ambito);
  loaded.events = office.events();
  loaded.commands = office.commands();
  return loaded;
}

}  // namespace telaio::generator
