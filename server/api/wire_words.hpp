// What actions and notifications are called in answers: stable words of server/openapi.yaml.
#pragma once

#include <string_view>

#include "forum/notifications.hpp"
#include "forum/posts.hpp"
#include "forum/threads.hpp"
#include "forum/topics.hpp"

namespace server::api {

std::string_view to_string(forum::TopicAction action);
std::string_view to_string(forum::ThreadAction action);
std::string_view to_string(forum::PostAction action);
std::string_view to_string(forum::Stage stage);
std::string_view to_string(forum::NotificationType type);

}  // namespace server::api
