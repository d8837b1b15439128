// What no single setting of [mail] shows.
#pragma once

#include "server/app/setting_sources.hpp"
#include "server/app/settings.hpp"

namespace server::app {

// Notes what is wrong, and reads the password where it lies in a file.
void complete_mail(Settings& settings, SettingSources& from);

}  // namespace server::app
