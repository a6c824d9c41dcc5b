package pizzashop.messaging.web;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.messaging.failure.FailureKind;
import pizzashop.messaging.failure.Failures;
import pizzashop.messaging.live.StreamRefusedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;

import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Every error as a problem document that names what is wrong. A service makes it an
 * advice, and adds what only its own requests can get wrong.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public abstract class ProblemDocuments extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ProblemDocuments.class);

	private static final String SECONDS_UNTIL_A_RETRY_MAKES_SENSE = "5";

	private final Failures failures;

	protected ProblemDocuments(Failures failures) {
		this.failures = failures;
	}

	/** What is wrong with which part of the request. */
	public record FieldError(String field, String message) {
	}

	/**
	 * What nobody else takes: an outage, or a mistake of ours. Neither is explained to
	 * clients.
	 */
	@ExceptionHandler
	protected final ResponseEntity<Object> on(Exception ex, WebRequest request) {
		if (this.failures.kindOf(ex) == FailureKind.OUTAGE) {
			log.warn("Request refused, something it needs is away request=\"{}\" cause=\"{}\"",
					request.getDescription(false), NestedExceptionUtils.getMostSpecificCause(ex).toString());
			return tryAgain(ex, request);
		}
		log.error("Request failed request=\"{}\"", request.getDescription(false), ex);
		return answer(ex, HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side", new HttpHeaders(),
				request);
	}

	/** As many streams as allowed are open, or this instance is about to go. */
	@ExceptionHandler
	protected final ResponseEntity<Object> on(StreamRefusedException ex, WebRequest request) {
		return tryAgain(ex, request);
	}

	private ResponseEntity<Object> tryAgain(Exception ex, WebRequest request) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_A_RETRY_MAKES_SENSE);
		return answer(ex, HttpStatus.SERVICE_UNAVAILABLE, "Please try again in a moment", headers, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return answer(ex, status, "The request has invalid fields", headers, request,
				ex.getFieldErrors().stream().map((error) -> new FieldError(error.getField(), messageOf(error))));
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
			HandlerMethodValidationException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return answer(ex, status, "The request has invalid parameters", headers, request,
				ex.getParameterValidationResults().stream().flatMap(ProblemDocuments::errorsOf));
	}

	private static Stream<FieldError> errorsOf(ParameterValidationResult result) {
		String parameter = String.valueOf(result.getMethodParameter().getParameterName());
		return result.getResolvableErrors().stream().map((error) -> new FieldError(parameter, messageOf(error)));
	}

	private static String messageOf(MessageSourceResolvable error) {
		return Objects.requireNonNullElse(error.getDefaultMessage(), "is invalid");
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException ex, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		String name = (ex instanceof MethodArgumentTypeMismatchException mismatch) ? mismatch.getName() : "request";
		return answer(ex, status, "The request has a malformed value", headers, request,
				new FieldError(name, messageFor(ex.getRequiredType())));
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return switch (ex.getCause()) {
			case StreamConstraintsException tooLarge -> answer(ex, HttpStatus.CONTENT_TOO_LARGE,
					"The request body is too large", headers, request, new FieldError("body", messageForTooLarge()));
			case MismatchedInputException mismatch -> answer(ex, status, "The request has a value of the wrong type",
					headers, request, new FieldError(fieldOf(mismatch), messageFor(mismatch.getTargetType())));
			case StreamReadException malformed -> answer(ex, status, "The request body is malformed", headers, request,
					new FieldError(fieldOf(malformed),
							"must be JSON, with numbers in their range: see line " + malformed.getLocation().getLineNr()
									+ ", column " + malformed.getLocation().getColumnNr()));
			case null, default -> answer(ex, status, "The request has no readable body", headers, request,
					new FieldError("body", "must be a JSON object"));
		};
	}

	/** What a body that exceeds a limit should have been. */
	protected String messageForTooLarge() {
		return "must be smaller: fewer bytes, levels or digits";
	}

	/** Such as {@code lines[0].quantity}. */
	private static String fieldOf(JacksonException ex) {
		StringBuilder field = new StringBuilder();
		for (JacksonException.Reference reference : ex.getPath()) {
			if (reference.getPropertyName() == null) {
				field.append('[').append(reference.getIndex()).append(']');
			}
			else {
				field.append(field.isEmpty() ? "" : ".").append(reference.getPropertyName());
			}
		}
		return field.isEmpty() ? "body" : field.toString();
	}

	/** What a value that is not of this type should have been. */
	protected String messageFor(@Nullable Class<?> type) {
		if (type == null) {
			return "must be of another type";
		}
		if (type == Integer.class || type == int.class) {
			return "must be a whole number";
		}
		if (type == String.class) {
			return "must be a text";
		}
		if (type == UUID.class) {
			return "must be a UUID";
		}
		if (type == Boolean.class || type == boolean.class) {
			return "must be true or false";
		}
		if (type.isEnum()) {
			return "must be one of " + Arrays.toString(type.getEnumConstants());
		}
		return List.class.isAssignableFrom(type) ? "must be a list" : "must be an object";
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return answer(ex, status, "The request body must be JSON", headers, request,
				new FieldError(HttpHeaders.CONTENT_TYPE, "must be application/json"));
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(HttpMediaTypeNotAcceptableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return answer(ex, status, "There is no answer of an accepted media type", headers, request,
				new FieldError(HttpHeaders.ACCEPT, "must include " + MediaType.toString(ex.getSupportedMediaTypes())));
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
			HttpRequestMethodNotSupportedException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return answer(ex, status, "This method is not offered here", headers, request,
				new FieldError("method", "must be one of those in the Allow header"));
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return answer(ex, status, "There is nothing here", headers, request,
				new FieldError("path", "must be one that is served"));
	}

	/** A problem document with what is wrong in words, and the fields that are. */
	protected final ResponseEntity<Object> answer(Exception ex, HttpStatusCode status, String detail,
			HttpHeaders headers, WebRequest request, FieldError... errors) {
		return answer(ex, status, detail, headers, request, Stream.of(errors));
	}

	private ResponseEntity<Object> answer(Exception ex, HttpStatusCode status, String detail, HttpHeaders headers,
			WebRequest request, Stream<FieldError> errors) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		List<FieldError> sorted = errors
			.sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
			.toList();
		if (!sorted.isEmpty()) {
			problem.setProperty("errors", sorted);
		}
		return Objects.requireNonNull(handleExceptionInternal(ex, problem, headers, status, request));
	}

}
