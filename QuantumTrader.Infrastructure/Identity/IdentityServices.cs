using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

public static class IdentityServices
{
    /// <summary>PBKDF2 with HMAC-SHA512, as many rounds as OWASP asks for it.</summary>
    public const int HashRounds = 210_000;

    /// <summary>
    /// Users, sessions, keys, links, approvals and kept answers, in the database that <see cref="ConsoleOptions"/> names. Add it before
    /// the engine: a database that cannot be used ends the start before anything trades.
    /// </summary>
    /// <param name="services">Where to add.</param>
    /// <param name="directory">The data directory.</param>
    public static IServiceCollection AddIdentity(this IServiceCollection services, string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        services.AddConsoleDatabase(directory);
        services.TryAddSingleton<SteadyClock>();
        services.TryAddSingleton<RandomIds>();
        services.TryAddSingleton<IdentityChanges>();
        services.AddUsers();
        services.TryAddSingleton<Sessions>();
        services.TryAddSingleton<ISessions>(p => p.GetRequiredService<Sessions>());
        services.TryAddSingleton<IOneTimeLinks, OneTimeLinks>();
        services.TryAddSingleton<IApprovals, Approvals>();
        services.TryAddSingleton<IIdempotency, Idempotency>();
        services.AddApiKeys(directory);
        services.AddHostedService<ConsoleStart>();
        services.AddHostedService<IdentityUpkeep>();
        return services;
    }

    /// <summary>The sections' options and their checks alone; opens nothing.</summary>
    public static IServiceCollection AddIdentityOptions(this IServiceCollection services)
    {
        services.AddOptions<ConsoleOptions>().BindConfiguration(ConsoleOptions.Section, b => b.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section, b => b.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ConsoleOptions>, ValidateConsoleOptions>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AccessOptions>, ValidateAccessOptions>());
        return services;
    }

    private static void AddConsoleDatabase(this IServiceCollection services, string directory)
    {
        services.AddIdentityOptions();
        services.TryAddSingleton(TimeProvider.System); // seam: a fake clock
        services.TryAddSingleton(p => new ConsoleDatabase(p.GetRequiredService<IOptions<ConsoleOptions>>().Value, directory));
        services.TryAddSingleton<IAuditDatabase>(p => p.GetRequiredService<ConsoleDatabase>());
    }

    private static void AddUsers(this IServiceCollection services)
    {
        services.AddDataProtection(); // where its keys are kept is the app's matter
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = HashRounds);
        services.TryAddSingleton<IPasswordHasher<ConsoleUser>, PasswordHasher<ConsoleUser>>();
        services.TryAddSingleton<ConsoleUserManagers>();
        services.TryAddSingleton<PasswordDesk>();
        services.TryAddSingleton<IUserDirectory, UserDirectory>();
    }

    private static void AddApiKeys(this IServiceCollection services, string directory)
    {
        services.TryAddSingleton(p => ActivatorUtilities.CreateInstance<KeyCacheFile>(p, directory));
        services.TryAddSingleton<KeyRing>();
        services.TryAddSingleton<KeyUses>();
        services.TryAddSingleton<IApiKeys, ApiKeys>();
    }
}
