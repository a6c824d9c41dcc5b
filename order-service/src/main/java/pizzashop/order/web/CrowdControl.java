package pizzashop.order.web;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limiter.AbstractLimiter;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import pizzashop.order.groupcommit.GroupCommitProperties;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Lets in only so many orders at a time as are placed soon, and refuses the others before
 * anything is read of them: what is refused late costs as much as what is placed. How
 * many that are {@link PlaceLimit} finds out: what lasts brings it down to the fewest
 * within a second, a single pause takes a fifth of the places.
 * <p>
 * A filter whose answer is ready: the first crowd meets code that has hardly run, and the
 * more of it a refusal needs, the less time there is for placing. The last of the
 * filters, so that what is refused is measured, and has the headers of any other answer.
 */
@Component
@FilterRegistration(urlPatterns = CrowdControl.ORDERS)
class CrowdControl extends OncePerRequestFilter {

	static final String ORDERS = "/orders";

	/** However slow it is, some share a transaction. */
	private static final int FEWEST = 50;

	private final SimpleLimiter<HttpServletRequest> places;

	private final Counter refused;

	private final byte[] refusal;

	/**
	 * Soon is half of the time that an order may wait for its turn. At first there are as
	 * many places as orders can wait and be placed, and at most twice as many: some are
	 * just being read or answered.
	 */
	CrowdControl(GroupCommitProperties placing, MeterRegistry meters, JsonMapper json) {
		int atOnce = placing.mostWaiting() + placing.largestBatch();
		this.places = SimpleLimiter.newBuilder()
			.nanoClock(meters.config().clock()::monotonicTime)
			.limit(new PlaceLimit(atOnce, Math.min(FEWEST, atOnce), 2 * atOnce, placing.longestWait().dividedBy(2)))
			.build();
		this.refused = Counter.builder("orders.refused")
			.description("Orders that were refused because more came than could be placed")
			.register(meters);
		Gauge.builder("orders.places", this.places, AbstractLimiter::getLimit)
			.description("How many orders are let in at a time, as of now")
			.register(meters);
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				OrderProblems.MORE_THAN_CAN_BE_PLACED);
		problem.setInstance(URI.create(ORDERS));
		this.refusal = json.writeValueAsBytes(problem);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!HttpMethod.POST.matches(request.getMethod())) {
			chain.doFilter(request, response);
			return;
		}
		Optional<Limiter.Listener> place = this.places.acquire(request);
		if (place.isEmpty()) {
			refuse(request, response);
			return;
		}
		HttpStatus answer = null;
		try {
			chain.doFilter(request, response);
			answer = HttpStatus.resolve(response.getStatus());
		}
		finally {
			leave(place.get(), answer);
		}
	}

	private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.refused.increment();
		ServerHttpObservationFilter.findObservationContext(request).ifPresent((seen) -> seen.setPathPattern(ORDERS));
		response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
		response.setHeader(HttpHeaders.RETRY_AFTER, OrderProblems.secondsUntilRetry());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setContentLength(this.refusal.length);
		response.getOutputStream().write(this.refusal);
	}

	private static void leave(Limiter.Listener place, @Nullable HttpStatus answer) {
		switch (answer) {
			case CREATED -> place.onSuccess();
			case SERVICE_UNAVAILABLE -> place.onDropped();
			// what was not placed says nothing of how long that takes
			case null, default -> place.onIgnore();
		}
	}

}
