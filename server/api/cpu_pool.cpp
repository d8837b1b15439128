#include "server/api/cpu_pool.hpp"

#include <pthread.h>

namespace server::api {

CpuPool::CpuPool(std::size_t threads, std::size_t queue_limit, std::string const& name)
    : queue_limit_(queue_limit), work_(boost::asio::make_work_guard(context_)) {
  for (std::size_t i = 1; i <= threads; ++i) {
    threads_.emplace_back([this, thread_name = name + "-" + std::to_string(i)] {
      pthread_setname_np(pthread_self(), thread_name.c_str());
      context_.run();
    });
  }
}

CpuPool::~CpuPool() {
  stop();
}

void CpuPool::stop() {
  work_.reset();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

base::Error CpuPool::overloaded() {
  base::Error error{base::ErrorCode::overloaded, "too much work is waiting"};
  error.retry_after_seconds = 2;
  return error;
}

}  // namespace server::api
