// SPDX-License-Identifier: EUPL-1.2
// Erasure, and rows that nobody reads any more: whatever is made of a person's data goes out of
// every build, old, new or half done.
#include "view/runner_impl.hpp"

namespace telaio::view {

Result<Done, Fault> Runner::purge(PersonId subject) {
  const std::scoped_lock hold(impl_->feeding);
  auto done = impl_->purge(subject);
  impl_->edition.fetch_add(1);  // After a fault, too: some of the rows may be gone.
  return done;
}

Result<Done, Fault> Runner::Impl::purge(const PersonId& subject) {
  // The builds first: one that takes over later, and crashes on the way, has none of them already.
  if (auto done = purge_builds(subject); !done) return done;
  if (auto done = purge_served(subject); !done) return done;
  if (auto done = drop_leaving(); !done) return done;
  return store.roll_files();
}

Result<Done, Fault> Runner::Impl::purge_builds(const PersonId& subject) {
  const std::scoped_lock between_pages(applying);
  {
    // Before the first row goes: digests taken from now on are not compared.
    const std::scoped_lock guard(state);
    purged = true;
  }
  for (Feed* feed : builds) {
    const auto tables = feed->projection->derived_tables();
    if (tables.empty()) continue;
    feed->rows.forget(tables, subject);
    if (auto done = store.purge(feed->mark.slot, tables, subject); !done) return done;
  }
  return Done{};
}

Result<Done, Fault> Runner::Impl::purge_served(const PersonId& subject) {
  const auto marks = store.marks();
  if (!marks) return marks.error();
  for (const Store::NamedMark& named : *marks) {
    const Projection* projection = find(named.name);
    if (projection != nullptr && projection->reads(named.mark.code_version)) {
      const auto tables = projection->derived_tables();
      if (tables.empty()) continue;
      if (auto done = store.purge(named.mark.slot, tables, subject); !done) return done;
      continue;
    }
    // Another program's rows: this one does not know where the subject stands in them.
    if (auto done = store.remove_mark(named.name); !done) return done;
    const std::scoped_lock guard(state);
    leaving.insert(named.mark.slot);
  }
  return Done{};
}

Result<Done, Fault> Runner::Impl::drop_leaving() {
  const std::scoped_lock one_drop(dropping);
  while (true) {
    Slot slot = 0;
    {
      const std::scoped_lock guard(state);
      if (leaving.empty()) return Done{};
      slot = *leaving.begin();
    }
    if (auto dropped = store.drop(slot); !dropped) return dropped;
    const std::scoped_lock guard(state);
    leaving.erase(slot);
  }
}

}  // namespace telaio::view
