// SPDX-License-Identifier: EUPL-1.2
#include "tools/generator/names.hpp"

#include <fmt/format.h>

#include <string_view>

namespace telaio::generator {
namespace {

using namespace std::string_view_literals;

// Two halves that do not meet in any Italian surname.
constexpr std::string_view first_halves[] = {
    "Belqua"sv, "Camfi"sv,  "Dolvre"sv,  "Esempra"sv, "Fintu"sv,  "Garzembo"sv,
    "Immagi"sv, "Lunqua"sv, "Mozza"sv,   "Novfru"sv,  "Ombrez"sv, "Provva"sv,
    "Quadru"sv, "Rivsel"sv, "Sognabe"sv, "Tavluc"sv,  "Umbraz"sv, "Vetfio"sv,
    "Zafbru"sv, "Arcofi"sv, "Brumze"sv,  "Cespro"sv,  "Dromfa"sv, "Erbusca"sv};
constexpr std::string_view second_halves[] = {
    "relli"sv,  "stoni"sv,  "dacci"sv,  "mbini"sv,  "ghetti"sv, "volari"sv,  "znardi"sv,
    "tturi"sv,  "ccheri"sv, "ndelli"sv, "rvasi"sv,  "lfonti"sv, "ppadori"sv, "gnesi"sv,
    "scardi"sv, "bbiolo"sv, "mperti"sv, "zzanti"sv, "rtegni"sv, "quarsi"sv};

constexpr std::string_view women[] = {"Lucia"sv,  "Ada"sv,    "Yasmin"sv,   "Ines"sv,
                                      "Marta"sv,  "Chiara"sv, "Fatima"sv,   "Rosa"sv,
                                      "Elena"sv,  "Giulia"sv, "Svetlana"sv, "Noemi"sv,
                                      "Teresa"sv, "Amina"sv,  "Bianca"sv,   "Ludovica"sv};
constexpr std::string_view men[] = {"Karim"sv,   "Rachid"sv,  "Paolo"sv,   "Luca"sv,
                                    "Giorgio"sv, "Andrea"sv,  "Ousmane"sv, "Mario"sv,
                                    "Pietro"sv,  "Davide"sv,  "Ion"sv,     "Matteo"sv,
                                    "Carlo"sv,   "Samuele"sv, "Tommaso"sv, "Nicolò"sv};

constexpr std::string_view streets[] = {"via Dimostrativa"sv, "via dei Sintetici"sv,
                                        "viale Senza Nome"sv, "piazza Inventata"sv,
                                        "vicolo di Prova"sv};

constexpr std::string_view interviews[] = {
    "Colloquio con {}: descrive le spese del mese e chiede un sostegno per l'affitto."sv,
    "{} riferisce difficoltà nel conciliare lavoro e cura; si concorda un nuovo appuntamento."sv,
    "Colloquio di verifica con {}: gli obiettivi concordati procedono."sv};
constexpr std::string_view visits[] = {
    "Visita a domicilio: {} presente, casa in ordine; concordato il rientro in équipe."sv,
    "A casa di {}: si verifica l'ausilio richiesto e si aggiornano i contatti della rete."sv};
constexpr std::string_view calls[] = {
    "Telefonata con {}: conferma l'appuntamento di venerdì e porta i documenti."sv,
    "Telefonata della scuola riguardo a {}: le assenze sono diminuite."sv};
constexpr std::string_view others[] = {
    "Incontro di rete su {}: definiti i compiti di ciascun servizio."sv,
    "Nota su {}: ricevuta la documentazione dal medico di base."sv};

}  // namespace

std::string surname(Random& random) {
  return std::string(random.pick(first_halves)) + std::string(random.pick(second_halves));
}

std::string given_name(Random& random, schema::Sex sex) {
  return std::string(sex == schema::Sex::female ? random.pick(women) : random.pick(men));
}

std::string street(Random& random) {
  return fmt::format("{} {}", random.pick(streets), random.between(1, 180));
}

std::string diary_text(Random& random, schema::InterventionKind kind, const std::string& about) {
  std::string_view form;
  if (kind == schema::InterventionKind::interview) {
    form = random.pick(interviews);
  } else if (kind == schema::InterventionKind::home_visit) {
    form = random.pick(visits);
  } else if (kind == schema::InterventionKind::telephone_call) {
    form = random.pick(calls);
  } else {
    form = random.pick(others);
  }
  return fmt::format(fmt::runtime(form), about);
}

}  // namespace telaio::generator
