package dev.settle.dashboards.web;

import jakarta.servlet.Filter;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;

/** The web side's parts. */
@Configuration(proxyBeanMethods = false)
@Import({ApiController.class, ExploreController.class, ErrorAdvice.class})
public class WebConfiguration implements WebMvcConfigurer {
  private static final Duration LIBRARY_AGE = Duration.ofDays(365);

  /** The page of an analyst's own SQL beside the boards' page. */
  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/explore").setViewName("forward:/explore.html");
  }

  /** Of the libraries the page names the version, so that a browser asks for each version once. */
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/vendor/**")
        .addResourceLocations("classpath:/static/vendor/")
        .setCacheControl(CacheControl.maxAge(LIBRARY_AGE).cachePrivate().immutable())
        // The build lays a compressed copy beside each.
        .resourceChain(true)
        .addResolver(new EncodedResourceResolver());
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
