using System.Globalization;

namespace QuantumTrader.Web.Ui.Security;

/// <summary>A refusal in one line: text for people, problem+json for the API.</summary>
internal static class PlainAnswer
{
    public static Task RefuseAsync(this HttpContext http, int statusCode, string code, string why, TimeSpan? retryAfter = null)
    {
        http.Response.StatusCode = statusCode;
        http.Response.Headers.CacheControl = "no-store";
        if (retryAfter is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        }

        if (!http.Request.Path.StartsWithSegments("/api"))
        {
            http.Response.ContentType = "text/plain; charset=utf-8";
            return http.Response.WriteAsync(why, http.RequestAborted);
        }

        return http.Response.WriteAsJsonAsync(
            new Dictionary<string, object> { ["type"] = "about:blank", ["title"] = code, ["status"] = statusCode, ["detail"] = why, ["code"] = code },
            options: null, "application/problem+json", http.RequestAborted);
    }
}
