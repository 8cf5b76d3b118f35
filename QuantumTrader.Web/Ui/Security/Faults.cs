using QuantumTrader.Web.Access.Account;

namespace QuantumTrader.Web.Ui.Security;

/// <summary>What a request threw becomes an answer that says nothing about the inside.</summary>
internal static class Faults
{
    public static IApplicationBuilder UseFaultAnswers(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            var bad = e as BadHttpRequestException;
            if (bad is null)
            {
                // As it was sent, still encoded: a line break in a path stays inert.
                http.RequestServices.GetRequiredService<ILogger<AccountControl>>().RequestFailed(e, http.Request.Method, http.Request.Path.ToUriComponent());
            }

            http.Response.Clear();
            await (bad is not null
                ? http.RefuseAsync(bad.StatusCode, "BAD_REQUEST", TextOf(bad.StatusCode))
                : http.RefuseAsync(StatusCodes.Status500InternalServerError, "FAILED", "This request failed; the log says why. Trading goes on. To stop it, use /emergency or the command 'ess activate'."));
        }
    });

    public static string TextOf(int statusCode) => statusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => $"The request is too large; at most {RequestLimits.BodyMax / 1024} KB are taken.",
        StatusCodes.Status408RequestTimeout => "The request came too slowly.",
        _ => "The request cannot be read.",
    };
}
