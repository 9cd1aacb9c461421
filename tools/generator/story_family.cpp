// SPDX-License-Identifier: EUPL-1.2
#include "tools/generator/story_family.hpp"

#include <memory>

#include "tools/generator/calendar.hpp"
#include "tools/generator/intake.hpp"
#include "tools/generator/names.hpp"

namespace telaio::generator {
namespace {

using schema::HouseholdKind;
using schema::InterventionKind;
using schema::MembershipChange;
using schema::MembershipReason;
using schema::Sex;

constexpr std::uint16_t holder = 1;
constexpr std::uint16_t spouse = 2;
constexpr std::uint16_t child = 3;
constexpr std::uint16_t parent = 6;
constexpr std::uint16_t italy = 100;
constexpr std::uint16_t morocco = 436;
const Code sesto("015209");
const std::string home = "via Dimostrativa 12";

// Notes of the diary by 19/11/2026; those with a date and a text of their own are in `told`.
constexpr std::int32_t interventions = 131;

// A note of the pictures. `recorded` is later than `on` when it was written down late.
struct Told {
  InterventionKind kind;
  Date on;
  int at;  // Minutes since midnight.
  std::uint16_t minutes;
  Date recorded;
  bool by_colleague;  // Sara Neri; otherwise Elena Riva.
  const char* text;
};

class Story {
 public:
  using Self = std::shared_ptr<Story>;

  Story(Office& office, Agenda& agenda, const Ambito& ambito, Random random)
      : office_(office),
        agenda_(agenda),
        tariff_(ambito.tariff(sesto, Code("SAD"), Plan::story_from)->id),
        riva_(ambito.social_workers[0].actor),
        neri_(ambito.social_workers[2].actor),
        random_(random) {
    const auto person = [&](const char* surname, const char* given_name, Date born, Sex sex,
                            std::uint16_t relation, std::uint16_t citizenship) {
      return Member{random_.id<PersonId>(), surname, given_name, born, sex, relation, citizenship};
    };
    lucia_ = person("Colombo", "Lucia", Date::of(1985, 6, 9), Sex::female, holder, italy);
    rachid_ = person("Haddad", "Rachid", Date::of(1982, 9, 5), Sex::male, spouse, morocco);
    yasmin_ = person("Haddad", "Yasmin", Date::of(2009, 5, 17), Sex::female, child, italy);
    karim_ = person("Haddad", "Karim", Date::of(2017, 4, 21), Sex::male, child, italy);
    ada_ = person("Colombo", "Ada", Date::of(1953, 2, 14), Sex::female, parent, italy);
    household_ = random_.id<HouseholdId>();
    case_file_ = random_.id<CaseId>();
  }

  static void begin(const Self& story) {
    story->plan_opening(story);
    story->plan_household(story);
    story->plan_isee(story);
    story->plan_services(story);
    story->plan_adi(story);
    story->plan_diary(story);
  }

 private:
  template <class Action>
  void at(const Self& story, Date on, int minutes, Action action) {
    agenda_.plan(rome_time(on, minutes).earlier, [story, action] { action(*story); });
  }

  // ---- 12/03/2024: contact, registration and presa in carico on one day ----

  void plan_opening(const Self& story) {
    at(story, Plan::story_from, 9 * 60 + 10, [](Story& s) { s.register_all(); });
    at(story, Plan::story_from, 9 * 60 + 40, [](Story& s) { s.log_contact(); });
    at(story, Plan::story_from, 11 * 60, [](Story& s) { s.take_in_charge(); });
    at(story, Date::of(2025, 2, 3), 9 * 60, [](Story& s) {
      s.office_.execute(s.riva_, s.case_file_,
                        domain::AssignCaseManager{s.riva_.id, s.riva_.unit, Date::of(2025, 2, 3),
                                                  Code("reassigned")});
    });
  }

  void register_all() {
    for (const Member* member : {&lucia_, &rachid_, &yasmin_, &karim_, &ada_}) {
      Registration registration;
      registration.member = *member;
      registration.phone = "000 0000417";
      registration.comune = sesto;
      registration.street = member == &ada_ ? "viale Senza Nome 7" : home;
      if (member == &rachid_) {
        registration.birth_place = "Casablanca";
        registration.belfiore = "Z330";
      }
      register_person(office_, neri_, registration);
    }
    compose(HouseholdKind::registry, Plan::story_from);
    compose(HouseholdKind::de_facto, Plan::story_from);
  }

  void log_contact() {
    domain::LogAccessContact contact;
    contact.contact = random_.id<ContactId>();
    contact.channel = schema::ContactChannel::in_person;
    contact.reason = schema::AccessReason::spontaneous;
    contact.interlocutor = schema::InterlocutorKind::user;
    contact.area = Code("FAM_MIN");
    contact.comune = sesto;
    contact.desk = neri_.unit;
    contact.minutes = 45;
    contact.persons = {lucia_.id};
    contact.note =
        "Lucia chiede un aiuto per le assenze di Yasmin a scuola e per le spese di casa.";
    contact.on = today();
    contact_ = contact.contact;
    office_.execute(neri_, contact);
    office_.execute(neri_, domain::DecideOutcome{contact.contact, schema::AccessOutcome::propose,
                                                 Code("complex_need"), today(), neri_.id});
  }

  void take_in_charge() {
    domain::TakeInCharge command;
    command.case_file = case_file_;
    command.number = story_case_number;
    command.household = household_;
    for (const Member* member : {&lucia_, &yasmin_, &karim_, &rachid_, &ada_}) {
      command.subjects.push_back(member->id);
    }
    command.area = Code("FAM_MIN");
    command.competent_comune = sesto;
    command.reason = Code("request");
    command.source_contact = contact_;
    command.on = today();
    command.case_manager = neri_.id;
    command.unit = neri_.unit;
    office_.execute(neri_, command);
  }

  // ---- Who lives with whom ----

  void plan_household(const Self& story) {
    // Rachid moves out, comes back without changing his residence, and Ada moves in.
    at(story, Date::of(2025, 2, 28), 10 * 60, [](Story& s) {
      const Date on = Date::of(2025, 2, 27);
      s.move(s.rachid_, "vicolo di Prova 3", on);
      s.change(HouseholdKind::registry, s.rachid_, on, MembershipReason::separation);
      s.change(HouseholdKind::de_facto, s.rachid_, on, MembershipReason::separation);
    });
    at(story, Date::of(2026, 6, 4), 15 * 60,
       [](Story& s) { s.join(HouseholdKind::de_facto, s.rachid_, Date::of(2026, 6, 2)); });
    at(story, Date::of(2026, 9, 14), 9 * 60 + 30, [](Story& s) {
      const Date on = Date::of(2026, 9, 10);
      s.move(s.ada_, home, on);
      s.join(HouseholdKind::registry, s.ada_, on);
      s.join(HouseholdKind::de_facto, s.ada_, on);
    });
  }

  // Lucia, Rachid, Yasmin, Karim: in 2024 all readings agree, and a spouse registered elsewhere
  // stays in the nucleo ISEE (DPCM 159/2013, art. 3 c. 2).
  void compose(HouseholdKind kind, Date reference) {
    domain::ComposeHousehold composed;
    composed.household = household_;
    composed.kind = kind;
    composed.reference_date = reference;
    for (const Member* member : {&lucia_, &rachid_, &yasmin_, &karim_}) {
      composed.members.push_back({member->id, member->relation});
    }
    office_.execute(reference == Plan::story_from ? neri_ : riva_, composed);
  }

  void change(HouseholdKind kind, const Member& member, Date on, MembershipReason reason) {
    office_.execute(riva_, domain::ChangeMembership{household_, kind, member.id,
                                                    MembershipChange::left, on, reason, 0});
  }
  void join(HouseholdKind kind, const Member& member, Date on) {
    office_.execute(
        riva_, domain::ChangeMembership{household_, kind, member.id, MembershipChange::joined, on,
                                        MembershipReason::arrival, member.relation});
  }
  void move(const Member& member, const std::string& street, Date from) {
    domain::ChangeResidence moved;
    moved.person = member.id;
    moved.comune = sesto;
    moved.street = street;
    moved.from = from;
    moved.source = schema::PersonSource::anpr;
    office_.execute(riva_, moved);
  }

  // ---- ISEE: 8.400,00, and what INPS made of it nine months later ----

  void plan_isee(const Self& story) {
    at(story, Date::of(2025, 3, 12), 10 * 60, [](Story& s) {
      s.compose(HouseholdKind::isee, Date::of(2025, 3, 3));
      s.attest(Date::of(2025, 3, 3), Money::from_cents(7'950'00), "INPS-ISEE-2025-00000417D-00");
    });
    at(story, Date::of(2026, 1, 30), 10 * 60, [](Story& s) {
      s.compose(HouseholdKind::isee, Date::of(2026, 1, 20));
      s.replaced_ = s.attest(Date::of(2026, 1, 20), Money::from_cents(8'400'00),
                             "INPS-ISEE-2026-00000417D-00");
    });
    at(story, Date::of(2026, 10, 22), 8 * 60 + 45, [](Story& s) {
      s.attest(Date::of(2026, 1, 20), Money::from_cents(15'900'00), "INPS-ISEE-2026-00000417D-01");
    });
  }

  AttestationId attest(Date presented, Money isee, const char* dsu) {
    domain::AcquireAttestation command;
    command.household = household_;
    command.attestation = random_.id<AttestationId>();
    command.beneficiary = lucia_.id;
    command.kind = schema::IseeKind::ordinario;
    command.isee = isee;
    command.presented_on = presented;
    command.valid_from = presented;
    command.valid_to = Date::of(static_cast<int>(presented.ymd().year()), 12, 31);
    command.channel = schema::IseeChannel::citizen;
    if (replaced_) command.channel = schema::IseeChannel::pdnd;
    command.replaces = replaced_;
    command.dsu_number = dsu;
    command.kind_as_printed = replaced_ ? "ISEE ordinario, rettificato (dato dimostrativo)"
                                        : "ISEE ordinario (dato dimostrativo)";
    office_.execute(riva_, command);
    return command.attestation;
  }

  // ---- Home care by the tariff of Dairago, and the afternoons of Karim ----

  void plan_services(const Self& story) {
    at(story, Date::of(2024, 9, 9), 9 * 60, [](Story& s) {
      s.afternoons_ = s.request(Code("EDU"), Code("A2.02"), s.karim_);
      s.grant(s.afternoons_, std::nullopt, 24'00, Code("COOP_DEMO_1"));
    });
    at(story, Date::of(2026, 2, 16), 9 * 60,
       [](Story& s) { s.home_care_ = s.request(Code("SAD"), Code("A2.07"), s.lucia_); });
    at(story, Date::of(2026, 3, 2), 12 * 60, [](Story& s) {
      s.grant(s.home_care_, s.tariff_, 17'50, Code("COOP_DEMO_2"));
      s.determine();
    });
    for (Date month = Date::of(2024, 10, 1); month <= Date::of(2026, 11, 1);
         month = add_months(month, 1)) {
      at(story, working_day(month.plus_days(3)), 8 * 60 + 30, [month](Story& s) {
        const Date last = month.plus_days(-1);
        s.deliver(s.afternoons_, last, 24'00);
        if (s.home_care_ != ServiceId{} && month > Date::of(2026, 3, 31)) {
          s.deliver(s.home_care_, last, 17'50);
        }
      });
    }
  }

  ServiceId request(const Code& service, const Code& siuss, const Member& member) {
    domain::RequestService requested;
    requested.service = random_.id<ServiceId>();
    requested.person = member.id;
    requested.case_file = case_file_;
    requested.service_code = service;
    requested.siuss_code = siuss;
    requested.on = today();
    office_.execute(riva_, requested);
    return requested.service;
  }

  void grant(const ServiceId& service, const std::optional<RegulationId>& regulation,
             std::uint32_t hundredths, const Code& provider) {
    domain::DecideService decided;
    decided.service = service;
    decided.on = today();
    decided.result = schema::ServiceResult::granted;
    decided.from = today();
    decided.quantity_hundredths = hundredths;
    decided.unit = schema::QuantityUnit::hour;
    decided.regulation = regulation;
    office_.execute(riva_, decided, regulation.has_value());
    office_.execute(riva_, domain::ActivateService{service, provider, today(), sesto});
  }

  // At 8.400,00 the tariff gives 6,05 an hour: what was known that day. The rectified ISEE gives
  // 11,00, and nothing changes until somebody decides.
  void determine() {
    app::DetermineFee command;
    command.fee = random_.id<FeeId>();
    command.service = home_care_;
    command.household = household_;
    command.period = {today(), Date::of(2026, 12, 31)};
    command.quantity_hundredths = 175'00;
    office_.execute(riva_, command);
  }

  void deliver(const ServiceId& service, Date on, std::uint32_t hundredths) {
    domain::RecordDelivery delivery;
    delivery.service = service;
    delivery.on = on;
    delivery.quantity_hundredths = hundredths;
    delivery.unit = schema::QuantityUnit::hour;
    office_.execute(riva_, delivery);
  }

  // ---- ADI: met on 20/08/2026; the next meeting, due ninety days later on 18/11, is not held ----

  void plan_adi(const Self& story) {
    at(story, Date::of(2026, 7, 20), 9 * 60, [](Story& s) {
      domain::ReceiveHousehold received;
      received.household = s.household_;
      received.comune = sesto;
      received.application_on = Date::of(2026, 7, 6);
      received.pad_signed_on = Date::of(2026, 7, 8);
      received.received_on = s.today();
      s.office_.execute(s.riva_, received);
    });
    at(story, Date::of(2026, 8, 3), 9 * 60, [](Story& s) {
      s.office_.execute(s.riva_, domain::SendConvocation{s.household_, s.today(),
                                                         schema::AppointmentKind::first});
    });
    at(story, Date::of(2026, 8, 20), 12 * 60, [](Story& s) {
      domain::HoldAppointment held;
      held.household = s.household_;
      held.on = s.today();
      held.kind = schema::AppointmentKind::first;
      s.office_.execute(s.riva_, held);
    });
  }

  // ---- The diary ----

  void plan_diary(const Self& story) {
    const Told told[] = {
        {InterventionKind::interview, Date::of(2026, 4, 10), 10 * 60, 45, Date::of(2026, 5, 2),
         true,
         "Colloquio con Rachid: racconta il lavoro perso a febbraio; vede i figli nei fine "
         "settimana."},
        {InterventionKind::report, Date::of(2026, 10, 5), 11 * 60 + 20, 60, Date::of(2026, 10, 5),
         false, "Relazione semestrale firmata. ISEE noto a oggi: 8.400,00 €."},
        {InterventionKind::interview, Date::of(2026, 11, 3), 16 * 60, 45, Date::of(2026, 11, 16),
         true,
         "Colloquio con Rachid. Disponibile al percorso con il centro per l'impiego. Inizio "
         "previsto "
         "a dicembre."},
        {InterventionKind::telephone_call, Date::of(2026, 11, 12), 9 * 60 + 10, 15,
         Date::of(2026, 11, 12), false,
         "Telefonata con la scuola. Le assenze di Yasmin sono scese da 9 a 2 nel mese; la "
         "coordinatrice conferma il piano di recupero."},
    };
    for (const Told& each : told) {
      // Written down when it is over, or in the evening of the day somebody got to it.
      const bool late = each.recorded != each.on;
      at(story, each.recorded, late ? 17 * 60 : each.at + each.minutes,
         [each](Story& s) { s.tell(each); });
    }
    const auto others = interventions - static_cast<std::int32_t>(std::size(told));
    const Date first = Plan::story_from.plus_days(8);
    const std::int32_t span = days_between(first, Date::of(2026, 10, 30));
    for (std::int32_t i = 0; i < others; ++i) {
      at(story, working_day(first.plus_days(i * span / others)), random_.between(9 * 60, 17 * 60),
         [](Story& s) { s.note(); });
    }
  }

  void tell(const Told& told) {
    domain::LogIntervention command;
    command.kind = told.kind;
    command.on = told.on;
    command.at_minutes = static_cast<std::uint16_t>(told.at);
    command.duration_minutes = told.minutes;
    command.text = told.text;
    command.participants = {told.by_colleague ? rachid_.id : lucia_.id};
    if (told.kind == InterventionKind::telephone_call) command.participants = {yasmin_.id};
    if (days_between(told.on, told.recorded) > domain::late_days_without_reason) {
      command.late_reason = Code("absence");
    }
    office_.execute(told.by_colleague ? neri_ : riva_, case_file_, command);
  }

  // Somebody of the family, and once in a while the file is read.
  void note() {
    constexpr InterventionKind kinds[] = {InterventionKind::interview, InterventionKind::home_visit,
                                          InterventionKind::telephone_call,
                                          InterventionKind::school, InterventionKind::network};
    const Member* const members[] = {&lucia_, &lucia_, &yasmin_, &karim_};
    const Member& about = *random_.pick(members);
    const app::Actor& author = today() < Date::of(2025, 2, 3) ? neri_ : riva_;
    domain::LogIntervention command;
    command.kind = random_.pick(kinds);
    command.on = today();
    command.at_minutes = static_cast<std::uint16_t>(8 * 60 + 30);
    command.duration_minutes = static_cast<std::uint16_t>(15 * random_.between(1, 4));
    command.participants = {about.id};
    command.text = diary_text(random_, command.kind, about.given_name);
    office_.execute(author, case_file_, command);

    app::Access access;
    access.subject = case_file_;
    access.case_file = case_file_;
    access.part = schema::RecordPart::timeline;
    office_.record_accesses(author, {access});
  }

  Date today() const { return rome_date(office_.clock().now()); }

  Office& office_;
  Agenda& agenda_;
  RegulationId tariff_;
  app::Actor riva_;
  app::Actor neri_;
  Random random_;
  Member lucia_;
  Member rachid_;
  Member yasmin_;
  Member karim_;
  Member ada_;
  HouseholdId household_;
  CaseId case_file_;
  ContactId contact_;
  ServiceId afternoons_;
  ServiceId home_care_;
  std::optional<AttestationId> replaced_;  // The one of 20/01/2026, once it is known.
};

}  // namespace

void plan_story(Office& office, Agenda& agenda, const Ambito& ambito, Random random) {
  Story::begin(std::make_shared<Story>(office, agenda, ambito, random));
}

}  // namespace telaio::generator
