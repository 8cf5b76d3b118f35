using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace QuantumTrader.FakeVenue;

/// <summary>A request's bytes exactly as they came, which is what a signature covers, and its parameters.</summary>
/// <param name="Query">Without the question mark, still percent-encoded.</param>
/// <param name="Body">The form, still percent-encoded.</param>
public sealed record RestRequest(string Verb, string Path, string Query, string Body, RestParameters Parameters)
{
    public static async Task<RestRequest> ReadAsync(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var query = mark < 0 ? "" : target[(mark + 1)..];
        var body = "";
        if (http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0)
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.Latin1);
            body = await reader.ReadToEndAsync(http.RequestAborted);
        }

        return new RestRequest(http.Request.Method, http.Request.Path.Value ?? "/", query, body, Parse(query, body));
    }

    // The body first, so that the query wins where both name a parameter.
    private static RestParameters Parse(string query, string body)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var form in (ReadOnlySpan<string>)[body, query])
        {
            foreach (var pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                var name = equals < 0 ? pair : pair[..equals];
                values[Decode(name)] = equals < 0 ? "" : Decode(pair[(equals + 1)..]);
            }
        }

        return new RestParameters(values);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
