using System.Diagnostics.CodeAnalysis;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Redis;

/// <summary>Reads the connection string and sets what must not be left to it.</summary>
internal static class RedisConnectionString
{
    private const string Example = "such as 127.0.0.1:6379 or host:6380,ssl=true,password=...";

    /// <param name="error">One line without any part of the string: a part may belong to a password with a comma.</param>
    public static bool TryRead(RedisOptions options, [NotNullWhen(true)] out ConfigurationOptions? configuration, [NotNullWhen(false)] out string? error)
    {
        (configuration, error) = (null, null);
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            error = $"Redis:ConnectionString is empty; set it to the server's address, {Example}.";
            return false;
        }

        try
        {
            var read = ConfigurationOptions.Parse(options.ConnectionString, ignoreUnknown: false);
            if (read.EndPoints.Count == 0)
            {
                error = $"Redis:ConnectionString names no server; write its address first, {Example}.";
                return false;
            }

            configuration = FailFast(read, options);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            error = $"Redis:ConnectionString cannot be read; write it as address,option=value,... ({Example}; a comma inside a password cannot be written).";
            return false;
        }
    }

    /// <summary>For people: the servers without anything else.</summary>
    public static string Servers(ConfigurationOptions configuration) => string.Join(", ", configuration.EndPoints.Select(Format.ToString));

    private static ConfigurationOptions FailFast(ConfigurationOptions configuration, RedisOptions options)
    {
        configuration.AbortOnConnectFail = false;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.AsyncTimeout = configuration.SyncTimeout = configuration.ConnectTimeout = (int)options.CommandTimeout.TotalMilliseconds;
        configuration.ConnectRetry = 1;
        configuration.HeartbeatInterval = TimeSpan.FromMilliseconds(Math.Min(250, options.CommandTimeout.TotalMilliseconds / 2)); // time-outs are seen at a heartbeat
        configuration.ReconnectRetryPolicy = new LinearRetry(250);
        configuration.AllowAdmin = true; // CONFIG GET counts as an administrator's command
        configuration.ConfigurationChannel = ""; // nobody reconfigures us by a message
        configuration.TieBreaker = ""; // no key beyond RedisKeys is read
        configuration.IncludeDetailInExceptions = false;
        configuration.ClientName ??= "quantumtrader";
        return configuration;
    }

    private static class Format
    {
        public static string ToString(System.Net.EndPoint point) => point is System.Net.DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : point.ToString()!;
    }
}
