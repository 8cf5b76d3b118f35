using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace QuantumTrader.Integration.Venue;

/// <summary>A bare client of the venue's REST surface: signs what it sends and keeps the whole answer.</summary>
public sealed class VenueClient(Uri url, TimeProvider time, string key = "fake-venue-key", string secret = "fake-venue-secret") : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = url };

    public Task<VenueReply> GetAsync(string path, string query = "") => SendAsync(HttpMethod.Get, path, query);

    public Task<VenueReply> PostAsync(string path, string query = "") => SendAsync(HttpMethod.Post, path, query);

    public Task<VenueReply> PutAsync(string path, string query = "") => SendAsync(HttpMethod.Put, path, query);

    public Task<VenueReply> DeleteAsync(string path, string query = "") => SendAsync(HttpMethod.Delete, path, query);

    public Task<VenueReply> OrderAsync(string query) => PostAsync("/fapi/v1/order", query + "&newOrderRespType=RESULT");

    public Task<VenueReply> SendAsync(HttpMethod verb, string path, string query)
    {
        var stamped = query + (query.Length == 0 ? "" : "&") + "timestamp=" + time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return SendRawAsync(verb, path, $"{stamped}&signature={Sign(stamped)}", body: null);
    }

    /// <summary>Exactly these bytes.</summary>
    public async Task<VenueReply> SendRawAsync(HttpMethod verb, string path, string query, string? body)
    {
        using var request = new HttpRequestMessage(verb, query.Length == 0 ? path : $"{path}?{query}");
        if (key.Length > 0)
        {
            request.Headers.Add("X-MBX-APIKEY", key);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded");
        }

        using var response = await _http.SendAsync(request);
        var headers = response.Headers.ToDictionary(h => h.Key, h => h.Value.First(), StringComparer.OrdinalIgnoreCase);
        var text = await response.Content.ReadAsStringAsync();
        if (text.StartsWith("<html>Defect", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(text);
        }

        return new VenueReply((int)response.StatusCode, text, text.StartsWith('<') ? default : JsonDocument.Parse(text).RootElement, headers);
    }

    public string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.ASCII.GetBytes(text)));

    public void Dispose() => _http.Dispose();
}
