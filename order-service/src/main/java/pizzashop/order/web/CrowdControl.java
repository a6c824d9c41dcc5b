package pizzashop.order.web;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limiter.AbstractLimiter;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import pizzashop.order.groupcommit.GroupCommitProperties;
import pizzashop.order.groupcommit.OverloadedException;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Lets in only so many orders at a time as are placed soon, and refuses the others before
 * anything is read of them: what is refused late costs as much as what is placed. How
 * many that are {@link PlaceLimit} finds out: what lasts brings it down to the fewest
 * within a second, a single pause takes a fifth of the places.
 */
@Component
class CrowdControl implements HandlerInterceptor, WebMvcConfigurer {

	private static final String PLACE = CrowdControl.class.getName();

	/** However slow it is, some share a transaction. */
	private static final int FEWEST = 50;

	private final SimpleLimiter<HttpServletRequest> places;

	private final Counter refused;

	/**
	 * Soon is half of the time that an order may wait for its turn. At first there are as
	 * many places as orders can wait and be placed, and at most twice as many: some are
	 * just being read or answered.
	 */
	CrowdControl(GroupCommitProperties placing, MeterRegistry meters) {
		int atOnce = placing.mostWaiting() + placing.largestBatch();
		this.places = SimpleLimiter.newBuilder()
			.nanoClock(meters.config().clock()::monotonicTime)
			.limit(new PlaceLimit(atOnce, Math.min(FEWEST, atOnce), 2 * atOnce, placing.longestWait().dividedBy(2)))
			.build();
		this.refused = meters.counter("orders.refused");
		Gauge.builder("orders.places", this.places, AbstractLimiter::getLimit)
			.description("How many orders are let in at a time, as of now")
			.register(meters);
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/orders");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (HttpMethod.POST.matches(request.getMethod())) {
			request.setAttribute(PLACE, this.places.acquire(request).orElseThrow(this::full));
		}
		return true;
	}

	private OverloadedException full() {
		this.refused.increment();
		return new OverloadedException("As many orders are in hand as can be placed in time");
	}

	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception ex) {
		if (request.getAttribute(PLACE) instanceof Limiter.Listener place) {
			switch (HttpStatus.resolve(response.getStatus())) {
				case CREATED -> place.onSuccess();
				case SERVICE_UNAVAILABLE -> place.onDropped();
				// what was not placed says nothing of how long that takes
				case null, default -> place.onIgnore();
			}
		}
	}

}
