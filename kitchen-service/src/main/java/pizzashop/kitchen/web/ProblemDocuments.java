package pizzashop.kitchen.web;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.messaging.failure.FailureKind;
import pizzashop.messaging.failure.Failures;

import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Every error as a problem document, on the management port, too: what is Spring's own in
 * its words, and beside it the parameter that is wrong.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@RestControllerAdvice
class ProblemDocuments extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ProblemDocuments.class);

	private static final String SECONDS_UNTIL_A_RETRY_MAKES_SENSE = "5";

	private final Failures failures;

	ProblemDocuments(Failures failures) {
		this.failures = failures;
	}

	/** What is wrong with which part of the request. */
	record FieldError(String field, String message) {
	}

	/**
	 * What nobody else takes: an outage, or a mistake of ours. Neither is explained to
	 * clients.
	 */
	@ExceptionHandler
	@Nullable ResponseEntity<Object> on(Exception ex, WebRequest request) {
		HttpHeaders headers = new HttpHeaders();
		if (this.failures.kindOf(ex) == FailureKind.OUTAGE) {
			log.warn("Request refused, something it needs is away request=\"{}\" cause=\"{}\"",
					request.getDescription(false), NestedExceptionUtils.getMostSpecificCause(ex).toString());
			headers.set(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_A_RETRY_MAKES_SENSE);
			return answer(ex, HttpStatus.SERVICE_UNAVAILABLE, "Please try again in a moment", headers, request,
					List.of());
		}
		log.error("Request failed request=\"{}\"", request.getDescription(false), ex);
		return answer(ex, HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side", headers, request,
				List.of());
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
			HandlerMethodValidationException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return answer(ex, status, "The request has invalid parameters", headers, request,
				ex.getParameterValidationResults()
					.stream()
					.flatMap((result) -> result.getResolvableErrors()
						.stream()
						.map((error) -> new FieldError(String.valueOf(result.getMethodParameter().getParameterName()),
								messageOf(error))))
					.toList());
	}

	private static String messageOf(MessageSourceResolvable error) {
		return Objects.requireNonNullElse(error.getDefaultMessage(), "is invalid");
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException ex, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		String name = (ex instanceof MethodArgumentTypeMismatchException mismatch) ? mismatch.getName() : "request";
		String message = (ex.getRequiredType() == UUID.class) ? "must be a UUID" : "must be a whole number";
		return answer(ex, status, "The request has a malformed value", headers, request,
				List.of(new FieldError(name, message)));
	}

	private @Nullable ResponseEntity<Object> answer(Exception ex, HttpStatusCode status, String detail,
			HttpHeaders headers, WebRequest request, List<FieldError> errors) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		if (!errors.isEmpty()) {
			problem.setProperty("errors", errors);
		}
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

}
