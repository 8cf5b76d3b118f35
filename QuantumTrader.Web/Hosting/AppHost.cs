using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Configuration;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Access.Account;
using QuantumTrader.Web.Alerts;
using QuantumTrader.Web.Api;
using QuantumTrader.Web.Commands;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Hosting.Logging;
using QuantumTrader.Web.Hosting.Rehearsal;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Shell;
using QuantumTrader.Web.Ui.Security;

namespace QuantumTrader.Web.Hosting;

/// <summary>The app: engine and control center in one process.</summary>
public static class AppHost
{
    private static readonly TimeSpan OpenMax = TimeSpan.FromSeconds(5); // a venue that does not answer must not keep people out

    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        var areUsersFresh = args.Contains(FreshStart.UsersFlag, StringComparer.Ordinal);
        var isFresh = areUsersFresh || args.Contains(FreshStart.Flag, StringComparer.Ordinal);
        var builder = CreateBuilder([.. args.Where(a => a is not (FreshStart.Flag or FreshStart.UsersFlag))]);
        if (Problems(builder.Configuration) is { Count: > 0 } problems)
        {
            foreach (var problem in problems)
            {
                CommandLine.Fail(problem);
            }

            return CommandLine.Usage;
        }

        var listened = ListenRules.Listened(builder.Configuration).ToArray(); // by the name of the setting that says so
        ListenWhereConfigured(builder);
        var directory = AppConfiguration.DataDirectory(builder.Configuration, null);
        var (lease, inUse) = await AcquireAsync(directory, isFresh, areUsersFresh, () => ListenCheck.Problem(listened), time);
        if (lease is null)
        {
            return CommandLine.Fail(inUse!, CommandLine.Failure);
        }

        using (lease)
        {
            return await RunAsync(builder, lease, time);
        }
    }

    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Published and started from another folder, or run from the sources: the files are beside the executable either way.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        RootConfiguration.Insert(builder.Configuration, AppConfiguration.SettingsFile, AppConfiguration.DotEnvFile);
        return builder;
    }

    private static List<string> Problems(ConfigurationManager configuration)
    {
        var problems = ConfigurationCheck.Problems(configuration).Union(StorageFlagCheck.Problems(configuration)).ToList();
        problems.AddRange(new[] { ListenRules.Refusal(configuration), CookieKeys.Problem(configuration) }.OfType<string>());
        if (problems.Count == 0 && VenueKeyFile.Problem(configuration, AppConfiguration.DataDirectory(configuration, null)) is { } problem)
        {
            problems.Add(problem); // last: it needs the certificate and the directory that the others look at
        }


        return problems;
    }

    /// <summary>After the check, which must see what was asked for and not what is put in its place here.</summary>
    private static void ListenWhereConfigured(WebApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["urls"]))
        {
            builder.WebHost.UseUrls(builder.Configuration["Web:Url"] ?? ListenRules.DefaultUrl);
        }
    }

    /// <summary>
    /// The lock first, so that <c>--fresh</c> never moves a directory that somebody works in, and that a second start on one directory is
    /// told of the first rather than of its port.
    /// </summary>
    private static async Task<(DataDirectoryLease? Lease, string? Refusal)> AcquireAsync(string directory, bool isFresh, bool areUsersFresh, Func<string?> problem, TimeProvider time)
    {
        var hasOldData = Directory.Exists(directory);
        var acquired = await DataDirectoryLease.TryAcquireAsync(directory);
        if (acquired.Lease is { } held && problem() is { } refusal)
        {
            held.Dispose();
            return (null, refusal);
        }

        if (!isFresh || !hasOldData || acquired.Lease is null)
        {
            return acquired;
        }

        acquired.Lease.Dispose();
        if (await FreshStart.MoveAsideAsync(directory, time.GetUtcNow(), keepUsers: !areUsersFresh) is { } aside)
        {
            Console.WriteLine($"Starting afresh; the old data is in {aside}");
        }

        return await DataDirectoryLease.TryAcquireAsync(directory);
    }

    private static async Task<int> RunAsync(WebApplicationBuilder builder, DataDirectoryLease lease, TimeProvider time)
    {
        builder.AddLogging(lease.Directory, time);
        builder.Services.AddCookieKeys(builder.Configuration, lease.Directory);
        builder.Services.AddSingleton(StorageFlags.Read(builder.Configuration, out _)); // what is wrong with them has been told
        builder.Services.AddRedisOptions(StoreChoice.IsRedis(builder.Configuration)).AddEngine(lease, time).AddUi();
        builder.Services.AddWebOptions().AddRequestSecurity();
        builder.Services.AddIdentity(lease.Directory).AddAudit().AddAccounts().AddAccess().AddApi();
        builder.Services.AddSingleton<IStopActions>(Stops);
        builder.Services.AddSingleton<IOperatorActions>(p => new OperatorActions(p.GetRequiredService<LiveEngine>().Context, () => p.GetRequiredService<LiveEngine>().Engine?.Emergency));
        builder.Services.AddSingleton<IPolicyActions>(p => new PolicyActions(p.GetRequiredService<LiveEngine>().Context, () => p.GetRequiredService<LiveEngine>().Engine));
        builder.Services.AddSingleton(p => p.GetRequiredService<LiveEngine>().Letters);
        builder.Services.AddAlerts(lease.Directory);
        builder.Services.AddHostedService<EngineHost>();
        builder.Services.AddAlertSources();
        builder.Services.AddHostedService(p => ActivatorUtilities.CreateInstance<ControlSocket>(p, lease.Directory, new Func<Guid, Task<EmergencyRunState?>>(id => p.GetRequiredService<LiveEngine>().LeaderReportsAsync(id))));
        builder.Services.AddHostedService<StopRehearsal>();
        await using var app = builder.Build();
        if (app.Services.GetRequiredService<LiveEngine>().ModelRefusal is { } refusal)
        {
            return CommandLine.Fail(refusal); // nothing has been asked of the venue yet
        }

        Pipeline.Configure(app);
        // Made before anything runs: what cannot be opened ends the start here.
        _ = app.Services.GetServices<IHostedService>().Count();
        if (await TryStartAsync(app))
        {
            await GreetAsync(app, lease, time);
            await app.WaitForShutdownAsync();
        }

        return Environment.ExitCode;
    }

    private static StopActions Stops(IServiceProvider services)
    {
        var (live, lease, time) = (services.GetRequiredService<LiveEngine>(), services.GetRequiredService<DataDirectoryLease>(), services.GetRequiredService<TimeProvider>());
        var drill = new StopDrill(() => new LatchFile(Path.Combine(lease.Directory, "emergency", "drills", "scratch")), time);
        return new StopActions(
            live.Context, () => live.Engine, drill, services.GetRequiredService<IStopArchive>(), services.GetRequiredService<InProcessEventBus>(), services.GetRequiredService<IIdSource>(), time, live.Settings.Emergency);
    }

    /// <summary>
    /// The engine starts before the web server: when that finds its port taken, the engine must be stopped in order. False
    /// when the engine itself has ended the start, and said why.
    /// </summary>
    private static async Task<bool> TryStartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
            return true;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await app.StopAsync();
            return false;
        }
        catch
        {
            await app.StopAsync();
            throw;
        }
    }

    private static async Task GreetAsync(WebApplication app, DataDirectoryLease lease, TimeProvider time)
    {
        var money = EnvironmentFrame.Of(VenueChoice.EnvironmentOf(app.Configuration));
        Console.WriteLine($"QuantumTrader {AppConfiguration.Version}: {money.Word} trading on {app.Services.GetRequiredService<Domain.Market.IMarketSource>().Description}");
        Console.WriteLine($"  money   {money.Meaning}");
        Console.WriteLine($"  screen  {string.Join(' ', app.Urls)}");
        Console.WriteLine($"  data    {lease.Directory}");
        await app.Services.GetRequiredService<LiveEngine>().Opened.WaitAsync(OpenMax, time, app.Lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return; // it could not begin and has said why: nobody should set up a user of it
        }

        var lost = app.Services.GetRequiredService<LostUsers>();
        await lost.CheckAsync(app.Lifetime.ApplicationStopping);
        if (await SetupLink.MakeAsync(app.Services, app.Urls.FirstOrDefault() ?? ListenRules.DefaultUrl) is { } link)
        {
            if (lost.Cause is { } cause)
            {
                Console.WriteLine($"  WARNING {cause}");
                Console.WriteLine($"          {LostUsers.Remedy}");
            }

            Console.WriteLine($"  setup   nobody may sign in {(lost.Cause is null ? "yet" : "any more")}; whoever opens this link first becomes Admin, and it is good once:");
            Console.WriteLine($"          {link}");
        }

        Console.WriteLine("  stop trading with the STOP button or 'ess activate'; end the app with Ctrl+C");
    }
}
