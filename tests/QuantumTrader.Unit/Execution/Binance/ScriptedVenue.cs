using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QuantumTrader.Unit.Execution.Binance;

/// <summary>Answers requests by verb and path out of a script; the last answer of a route is given again and again.</summary>
internal sealed class ScriptedVenue : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Queue<WireAnswer>> _script = new();

    public ConcurrentQueue<WireCall> Calls { get; } = new();

    public WireCall[] To(string route) => [.. Calls.Where(c => c.Route == route)];

    public ScriptedVenue On(string route, params WireAnswer[] answers)
    {
        _script[route] = new Queue<WireAnswer>(answers);
        return this;
    }

    public ScriptedVenue On(string route, string body) => On(route, WireAnswer.Ok(body));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        var route = $"{request.Method.Method} {uri.AbsolutePath}";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value));
        Calls.Enqueue(new WireCall(route, body.Length > 0 ? body : uri.Query.TrimStart('?'), uri.OriginalString, headers));
        return await AnswerAsync(Next(route), cancellationToken);
    }

    private WireAnswer Next(string route)
    {
        if (!_script.TryGetValue(route, out var answers))
        {
            return new WireAnswer(404, $"nothing was scripted for {route}");
        }

        lock (answers)
        {
            return answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        }
    }

    private static async Task<HttpResponseMessage> AnswerAsync(WireAnswer answer, CancellationToken cancellationToken)
    {
        switch (answer.Status)
        {
            case 0:
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
                throw new InvalidOperationException("Nobody gave up.");
            case -1:
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "cut");
            case -2:
                throw new SocketException((int)SocketError.NotConnected);
        }

        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new StringContent(answer.Body, Encoding.UTF8) };
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
