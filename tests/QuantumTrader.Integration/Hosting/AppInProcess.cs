using System.Diagnostics;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QuantumTrader.Domain.Identity;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Identity;
using QuantumTrader.TestSupport.Web;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Integration.Hosting;

/// <summary>The whole app inside the tests' own process, for what only its insides tell: which endpoints there are.</summary>
public sealed class AppInProcess : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TempFolder _data = new();
    private IHost? _host;
    private Task<int>? _run;

    public string Url { get; } = $"http://127.0.0.1:{FreePort.Next()}";

    /// <summary>As they are routed, whether or not anybody described them.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints { get; private set; } = [];

    /// <summary>Somebody with every role, signed in.</summary>
    public ConsoleBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await using (var seed = await ConsoleSeed.OpenAsync(_data.Path))
        {
            await seed.PersonAsync(ConsoleBrowser.Name, RoleNames.All);
        }

        using (DiagnosticListener.AllListeners.Subscribe(new Watcher<DiagnosticListener>(WatchHosting)))
        {
            // Named, because the entry point here is the tests'; its files go by that name.
            _run = AppHost.RunAsync([$"--applicationName={typeof(AppHost).Assembly.GetName().Name}", $"--urls={Url}", $"--Data:Directory={_data.Path}", "--Market:Speed=1"], TimeProvider.System);
            using var http = new HttpClient { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromSeconds(5) };
            await Poll.UntilAsync(() => AnswersAsync(http), Limit, "the app answers");
        }

        Endpoints = [.. _host!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];
        Browser = new(Url);
        using var answer = await Browser.SignInAsync(ConsoleBrowser.Name, ConsoleSeed.Password);
        Assert.Equal(303, (int)answer.StatusCode);
    }

    public async Task DisposeAsync()
    {
        Browser?.Dispose();
        if (_run is not null)
        {
            _host?.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            await _run.WaitAsync(Limit);
        }
    }

    public void Dispose() => _data.Dispose();

    private async Task<bool> AnswersAsync(HttpClient http)
    {
        if (_run!.IsCompleted)
        {
            throw new InvalidOperationException($"The app ended with {await _run}.");
        }

        try
        {
            using var answer = await http.GetAsync(new Uri("/sign-in", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    // The host says when it is built; other tests' hosts are not on this directory.
    private void WatchHosting(DiagnosticListener listener)
    {
        if (listener.Name == "Microsoft.Extensions.Hosting")
        {
            _ = listener.Subscribe(new Watcher<KeyValuePair<string, object?>>(told =>
            {
                if (told is { Key: "HostBuilt", Value: IHost host } && host.Services.GetRequiredService<IConfiguration>()["Data:Directory"] == _data.Path)
                {
                    _host = host;
                }
            }));
        }
    }

    private sealed class Watcher<T>(Action<T> see) : IObserver<T>
    {
        public void OnNext(T value) => see(value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}

[CollectionDefinition("in process")]
public sealed class InProcessCollection : ICollectionFixture<AppInProcess>;
