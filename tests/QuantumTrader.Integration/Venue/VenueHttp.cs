using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using QuantumTrader.FakeVenue;

namespace QuantumTrader.Integration.Venue;

/// <summary>A plain HTTP client of the fake venue for what needs no signature.</summary>
internal sealed class VenueHttp : IDisposable
{
    private readonly HttpClient _http;

    public VenueHttp(FakeVenueHost venue, bool withKey = true)
    {
        _http = new HttpClient { BaseAddress = venue.RestUrl, Timeout = TimeSpan.FromSeconds(10) };
        if (withKey)
        {
            _http.DefaultRequestHeaders.Add("X-MBX-APIKEY", VenueKey.Default.ApiKey);
        }
    }

    public async Task<JsonElement> GetAsync(string path) => await ReadAsync(await _http.GetAsync(path));

    public Task<HttpResponseMessage> SendAsync(string verb, string path, string? json = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(verb), path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        return _http.SendAsync(request);
    }

    public async Task<JsonElement> AskAsync(string verb, string path, string? json = null) => await ReadAsync(await SendAsync(verb, path, json));

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync());

    public void Dispose() => _http.Dispose();
}
