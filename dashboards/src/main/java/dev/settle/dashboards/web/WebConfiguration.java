package dev.settle.dashboards.web;

import jakarta.servlet.Filter;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The web side's parts. */
@Configuration(proxyBeanMethods = false)
@Import({ApiController.class, ExploreController.class, ErrorAdvice.class})
public class WebConfiguration implements WebMvcConfigurer {
  /** The page of an analyst's own SQL beside the boards' page. */
  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/explore").setViewName("forward:/explore.html");
  }

  @Bean
  FilterRegistrationBean<Filter> protectionFilter(AccessConfig access) {
    return first(new ProtectionFilter(access), 0);
  }

  @Bean
  FilterRegistrationBean<Filter> accessFilter(AccessConfig access, Clock clock) {
    return first(new AccessFilter(access, new LoginAttempts(clock)), 1);
  }

  /** Before every other filter, in this order. */
  private static FilterRegistrationBean<Filter> first(Filter filter, int place) {
    FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
    return registration;
  }
}
